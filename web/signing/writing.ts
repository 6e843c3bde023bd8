/* What helps a visitor to write, loaded by writing-aids.ts. */
export { checkDraft } from '../../server/common/text/draft.ts'
export { CharacterCount } from './character-count.ts'
