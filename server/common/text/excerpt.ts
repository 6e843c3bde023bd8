import { isBlank } from './blank.ts'

/** The first line of `message` that shows anything, cut to `length` characters as people see them; undefined if there is none. */
export function excerpt(message: string, length: number): string | undefined {
  const line = message.split(/[\n\r]/).find((candidate) => !isBlank(candidate))
  return line && cut(line.replace(/\s+/g, ' ').trim(), length)
}

function cut(line: string, length: number): string {
  const characters: string[] = []
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(line)) {
    characters.push(segment)
    if (characters.length > length) return `${characters.slice(0, length - 1).join('')}…`
  }
  return line
}
