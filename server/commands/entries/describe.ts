import { type HeldEntry, HIDDEN_LIMIT, type Outcome, PINNED_LIMIT, WAITING_LIMIT } from '../../book/moderation.ts'
import type { Reason } from '../../book/screening.ts'
import type { Entry } from '../../common/entry.ts'
import { formatTime } from './parse-time.ts'

const REASONS: Readonly<Record<Reason, string>> = {
  gate: 'all entries wait',
  first: 'nothing by its author was published before',
  busy: 'very many entries came in that minute',
  link: 'it has a link',
  links: 'it has three or more links',
  honeypot: 'a field that no person sees was filled in',
  'too-fast': 'it was written faster than a person can',
  repeated: 'the same text came within a day',
  words: 'it has one of your words',
}

/** An entry of a drawer, with the reasons why it is there. */
export function describeHeld(entry: HeldEntry): string {
  // An older command beside a newer front end may not know a reason.
  const reasons = entry.reasons.map((reason) =>
    Object.hasOwn(REASONS, reason) ? `${REASONS[reason]} (${reason})` : reason,
  )
  return [headOf(entry), `  why: ${reasons.join('; ')}`, indent(entry.message)].join('\n')
}

/** An entry that readers see, or saw before it was hidden. */
export function describeEntry(entry: Entry): string {
  const marks = [entry.pinned && 'pinned', entry.edited && 'edited'].filter(Boolean).map((mark) => `  [${mark}]`)
  const reply = entry.reply ? [`  your reply of ${formatTime(entry.reply.at)}:`, indent(entry.reply.text)] : []
  return [headOf(entry) + marks.join(''), indent(entry.message), ...reply].join('\n')
}

function headOf({ id, name, extra, signature, createdAt }: Omit<Entry, 'message'>): string {
  const more = [extra && `, ${oneLine(extra)}`, signature && ', signed by hand'].filter(Boolean).join('')
  return `${id}  ${formatTime(createdAt)}  ${oneLine(name) || '(no name)'}${more}`
}

/** Keeps other people's texts from looking like our lines. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', ' ')
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}

const DONE = {
  publish: (id: string) => `Published ${id}`,
  spam: (id: string) => `Took ${id} for spam`,
  refuse: (id: string) => `Refused ${id}: it is gone for good`,
  wait: (id: string) => `Put ${id} back among the entries that wait`,
  hide: (id: string) => `Hid ${id}`,
  show: (id: string) => `Shows ${id} again`,
  pin: (id: string) => `Pinned ${id}`,
  unpin: (id: string) => `Unpinned ${id}`,
  reply: (id: string) => `Set the reply to ${id}`,
} as const

const BEFORE = {
  publish: 'was published already',
  spam: 'was taken for spam already',
  refuse: 'was refused already',
  wait: 'waits already',
  withdraw: 'was withdrawn by its author',
  hide: 'is hidden already',
  show: 'is shown already',
  pin: 'is pinned already',
  unpin: 'is not pinned',
  reply: 'has this reply already',
} as const

export type ActionName = keyof typeof DONE

/** One sentence for what became of an entry. `place` as in `BookBeside`. */
export function describeOutcome(action: ActionName, id: string, outcome: Outcome, place: string): string {
  switch (outcome.kind) {
    case 'done':
      return `${DONE[action](id)}${outcome.entry === id ? '' : `, which is now ${outcome.entry}`}.`
    case 'already': {
      const { verdict, entry } = outcome.became ?? { verdict: action }
      return `Nothing to do: ${id} ${BEFORE[verdict]}${entry === undefined ? '' : `, as ${entry}`}.`
    }
    case 'unknown':
      return `There is no entry ${id} ${kindOf(action)} ${place}.`
    case 'changed':
      return `Nothing was done: somebody else has changed ${id} meanwhile.`
    case 'full':
      if (action === 'pin')
        return `As many entries are pinned as can be (${PINNED_LIMIT}): unpin one, then pin ${id} again.`
      return action === 'hide'
        ? `As many entries are hidden as can be (${HIDDEN_LIMIT.toLocaleString('en')}): show or remove some, then hide ${id} again.`
        : `There is no room for ${id}: as many entries wait as can (${WAITING_LIMIT.toLocaleString('en')}).`
  }
}

function kindOf(action: ActionName): string {
  return ['publish', 'spam', 'refuse', 'wait'].includes(action)
    ? 'that waits or was taken for spam'
    : 'that is published or hidden'
}
