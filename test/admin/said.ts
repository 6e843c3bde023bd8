import { tags } from '../pages/markup.ts'

/** What a page of the owner's side says about what was just done; undefined if it says nothing. */
export function saidIn(body: string): string | undefined {
  const all = tags(body)
  const place = all.findIndex(({ name, attributes }) => name === 'div' && attributes.get('class') === 'said')
  return place === -1 ? undefined : all[place + 1]?.text
}
