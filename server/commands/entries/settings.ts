import { checkWords, WORDS_LIMIT } from '../../settings/check-settings.ts'
import { BY_COMMAND, type CommandParts } from './command-parts.ts'
import { readRules } from './read-rules.ts'

export type WordsChange =
  | { readonly kind: 'show' | 'clear' }
  | { readonly kind: 'add' | 'drop'; readonly words: readonly string[] }

/** Shows the words for which entries are held, or adds, drops or clears some first. @returns the exit code */
export async function words(change: WordsChange, parts: CommandParts): Promise<number> {
  const { settings } = await readRules(parts.beside)
  const before = linesOf(settings.words)
  const after = apply(before, change)
  if (change.kind === 'add' && !checkWords(after.join('\n')).ok) {
    const limit = WORDS_LIMIT.toLocaleString('en')
    parts.terminal.say(`There is no room for more words: all together may have ${limit} characters. Nothing was added.`)
    return 1
  }
  if (change.kind !== 'show') await set('words', after.join('\n'), parts)
  const missing = change.kind === 'drop' ? change.words.filter((word) => !before.includes(word)) : []
  for (const word of missing) parts.terminal.say(`${JSON.stringify(word)} is not one of them.`)
  if (after.length === 0) parts.terminal.say('No words are held.')
  else
    parts.terminal.say(
      ['Entries with these words are held ("=" before a word: whole words only):', ...after].join('\n  '),
    )
  return missing.length === 0 ? 0 : 1
}

function apply(before: readonly string[], change: WordsChange): readonly string[] {
  switch (change.kind) {
    case 'show':
      return before
    case 'clear':
      return []
    case 'add':
      return [...new Set([...before, ...change.words])]
    case 'drop':
      return before.filter((word) => !change.words.includes(word))
  }
}

function linesOf(text = ''): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Shows the owner's name, or sets it first; empty: none. @returns the exit code */
export async function ownerName(name: string | undefined, parts: CommandParts): Promise<number> {
  if (name !== undefined) await set('ownerName', name, parts)
  const now = name ?? (await readRules(parts.beside)).settings.ownerName ?? ''
  parts.terminal.say(
    now === ''
      ? 'The owner has no name: visitors can sign with any.'
      : `The owner’s name is ${now}. Visitors cannot sign with it, nor with one that looks the same.`,
  )
  return 0
}

async function set(name: string, value: string, { beside }: CommandParts): Promise<void> {
  await beside.reach(() => beside.book.moderation.setSettings({ [name]: value || undefined }, BY_COMMAND))
}
