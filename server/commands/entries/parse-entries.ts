import { parseArgs } from 'node:util'
import { checkGate, type Gate, type GateProblem, isGateState } from '../../book/gate.ts'
import type { Drawer, Switch, Verdict } from '../../book/moderation.ts'
import { ENTRY_FIELDS } from '../../common/entry-fields.ts'
import { isId, type LogId } from '../../common/log-id.ts'
import { checkOwnerName, checkWords } from '../../settings/check-settings.ts'
import { BadUsage } from '../run.ts'
import { LISTS, type ListName, type Slice } from './list-entries.ts'
import { parseTime } from './parse-time.ts'
import { replyText } from './reply-text.ts'
import type { WordsChange } from './settings.ts'
import { USAGE } from './usage.ts'

export type EntriesCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly name: ListName; readonly slice: Slice }
  | { readonly kind: 'decide'; readonly verdict: Verdict; readonly ids: readonly LogId[] }
  | { readonly kind: 'mark'; readonly mark: Switch['kind']; readonly ids: readonly LogId[] }
  | { readonly kind: 'reply'; readonly id: LogId; readonly text: string }
  | { readonly kind: 'remove'; readonly ids: readonly LogId[]; readonly from: 'entries' | Drawer }
  | { readonly kind: 'gate'; readonly gate: Gate | undefined }
  | { readonly kind: 'words'; readonly change: WordsChange }
  | { readonly kind: 'owner-name'; readonly name: string | undefined }
  | { readonly kind: 'log'; readonly slice: Slice }

/** Throws {@link BadUsage}, which says what was wrong and what was expected. */
export function parseEntriesCommand([name = 'help', ...args]: readonly string[]): EntriesCommand {
  const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined
  if (!parse) throw new BadUsage(`There is no command ${JSON.stringify(name)}.\n\n${USAGE}`)
  try {
    return parse(args)
  } catch (error) {
    if (!isMistake(error)) throw error
    const lines = USAGE.split('\n').filter((line) => line.trimStart().startsWith(`${name} `))
    const usage = lines.length > 0 ? `Usage: npm run entries --\n${lines.join('\n')}` : USAGE
    throw new BadUsage(`${error.message}\n\n${usage}`)
  }
}

const help = () => ({ kind: 'help' }) as const

const PARSERS: Readonly<Record<string, (args: readonly string[]) => EntriesCommand>> = {
  help,
  '--help': help,
  '-h': help,
  list(args) {
    const { values, positionals } = read(args, SLICE)
    const [list = 'waiting', ...more] = positionals
    const name = LISTS.find((known) => known === list)
    if (!name || more.length > 0) throw new Mistake(`Expected one of ${LISTS.join(', ')}, got ${quoted(positionals)}.`)
    return { kind: 'list', name, slice: sliceOf(values) }
  },
  publish: (args) => ({ kind: 'decide', verdict: 'publish', ids: idsOf(args) }),
  spam: (args) => ({ kind: 'decide', verdict: 'spam', ids: idsOf(args) }),
  refuse: (args) => ({ kind: 'decide', verdict: 'refuse', ids: idsOf(args) }),
  wait: (args) => ({ kind: 'decide', verdict: 'wait', ids: idsOf(args) }),
  hide: (args) => ({ kind: 'mark', mark: 'hide', ids: idsOf(args) }),
  show: (args) => ({ kind: 'mark', mark: 'show', ids: idsOf(args) }),
  pin: (args) => ({ kind: 'mark', mark: 'pin', ids: idsOf(args) }),
  unpin: (args) => ({ kind: 'mark', mark: 'unpin', ids: idsOf(args) }),
  reply(args) {
    const { positionals } = read(args, {})
    const [id = '', text, ...more] = positionals
    requireIds([id])
    if (text === undefined) throw new Mistake('Expected the text of the reply, got none. "" takes a reply away.')
    if (more.length > 0) throw new Mistake('Expected one text. Put quotation marks around it.')
    const checked = replyText(text)
    if ('problem' in checked) throw new Mistake(checked.problem)
    return { kind: 'reply', id, text: checked.text }
  },
  remove(args) {
    const { values, positionals } = read(args, { from: { type: 'string' } })
    const { from = 'entries' } = values
    if (from !== 'entries' && from !== 'waiting' && from !== 'spam')
      throw new Mistake(`Expected waiting or spam after --from, got ${quoted([from])}.`)
    return { kind: 'remove', ids: requireIds(positionals), from }
  },
  gate(args) {
    const { values, positionals } = read(args, { opens: { type: 'string' }, closes: { type: 'string' } })
    const [state, ...more] = positionals
    const isTimed = values.opens !== undefined || values.closes !== undefined
    if (state === undefined && !isTimed) return { kind: 'gate', gate: undefined }
    if (state === undefined || !isGateState(state) || more.length > 0)
      throw new Mistake(`Expected one of open, first, hold, closed, got ${quoted(positionals)}.`)
    const opensAt = timeOf('--opens', values.opens)
    const closesAt = timeOf('--closes', values.closes)
    const gate = { state, opensAt, closesAt }
    const problem = checkGate(gate)
    if (problem) throw new Mistake(GATE_PROBLEMS[problem])
    return { kind: 'gate', gate }
  },
  words(args) {
    const { positionals } = read(args, {})
    const [kind = 'show', ...words] = positionals
    if ((kind === 'show' || kind === 'clear') && words.length === 0) return { kind: 'words', change: { kind } }
    if (kind !== 'add' && kind !== 'drop') throw new Mistake(`Expected add, drop or clear, got ${quoted(positionals)}.`)
    if (words.some((word) => /[\r\n]/.test(word.trim()))) throw new Mistake('A word must not contain a line break.')
    const checked = checkWords(words.join('\n'))
    // Whether all words together are too many is checked when they are added.
    const lines = checked.ok ? checked.value.split('\n').filter((line) => line !== '') : words
    if (lines.length === 0) throw new Mistake(`Expected words after ${kind}, got none.`)
    return { kind: 'words', change: { kind, words: lines } }
  },
  'owner-name'(args) {
    const { values, positionals } = read(args, { clear: { type: 'boolean' } })
    const [name, ...more] = positionals
    if (more.length > 0) throw new Mistake('Expected one name. Put quotation marks around it.')
    if (values.clear && name !== undefined) throw new Mistake('Expected a name or --clear, got both.')
    return { kind: 'owner-name', name: values.clear ? '' : name === undefined ? undefined : ownerNameOf(name) }
  },
  log(args) {
    const { values, positionals } = read(args, SLICE)
    if (positionals.length > 0) throw new Mistake(`Expected nothing more, got ${quoted(positionals)}.`)
    return { kind: 'log', slice: sliceOf(values) }
  },
}

/** A command that cannot be read. The message lacks the usage. */
class Mistake extends Error {}

function isMistake(error: unknown): error is Error {
  return error instanceof Mistake || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true
}

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>

function read<const Known extends Options>(args: readonly string[], options: Known) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

const SLICE = { limit: { type: 'string' }, after: { type: 'string' } } as const

const DEFAULT_LIMIT = 50
const LARGEST_LIMIT = 200

function sliceOf({
  limit = String(DEFAULT_LIMIT),
  after,
}: {
  limit?: string | undefined
  after?: string | undefined
}): Slice {
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > LARGEST_LIMIT)
    throw new Mistake(`Expected a whole number from 1 to ${LARGEST_LIMIT} after --limit, got ${quoted([limit])}.`)
  if (after !== undefined) requireIds([after])
  return { limit: Number(limit), after }
}

function idsOf(args: readonly string[]): readonly LogId[] {
  return requireIds(read(args, {}).positionals)
}

function requireIds(texts: readonly string[]): readonly LogId[] {
  const bad = texts.find((text) => !isId(text))
  if (texts.length > 0 && bad === undefined) return texts
  const got = bad === undefined || bad === '' ? 'none' : quoted([bad])
  throw new Mistake(`Expected the id of an entry, such as 1732312345678-0, got ${got}. "list" shows the ids.`)
}

const GATE_PROBLEMS: Readonly<Record<GateProblem, string>> = {
  'closed-has-times': 'A closed book has no times. To open it later, set what it will be then: gate open --opens …',
  'closes-first': 'Expected --closes to be later than --opens. Between the two, the book is open.',
}

function ownerNameOf(raw: string): string {
  const checked = checkOwnerName(raw)
  if (!checked.ok)
    throw new Mistake(
      `Expected a name of at most ${ENTRY_FIELDS.name.limit} ordinary characters (${checked.problem.kind}).`,
    )
  if (checked.value === '') throw new Mistake('Expected a name that shows something. To have none, write --clear.')
  return checked.value
}

function timeOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const time = parseTime(text)
  if (time !== undefined) return time
  const example = '2026-12-01T10:00, or 2026-12-01T10:00+01:00 for another time zone than this machine’s'
  throw new Mistake(`Expected a time after ${option}, such as ${example}, got ${quoted([text])}.`)
}

function quoted(texts: readonly string[]): string {
  return texts.length === 0 ? 'nothing' : texts.map((text) => JSON.stringify(text)).join(' ')
}
