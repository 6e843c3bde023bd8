import type { RequiredField, UsualField } from '../common/entry-fields.ts'
import type { ScriptText } from '../common/script-text.ts'

/** All texts of the interface in one language. A missing key does not compile. */
export interface Catalogue {
  readonly title: string
  readonly intro: string
  /** Replaces an empty name. */
  readonly anonymous: string
  /** Shown if there are no entries. */
  readonly empty: string
  /** Shown on a page past the oldest entry. */
  readonly nothingOlder: string
  /** Unfolds a long entry, and folds it again. */
  readonly showAll: string
  readonly showLess: string
  /** Above the owner's answer to an entry. */
  readonly reply: string
  /** Beside the time of an entry that its author has changed. */
  readonly edited: string
  readonly pinned: string
  /** Marks an entry that an owner of the book wrote. */
  readonly owner: string
  readonly older: string
  readonly newest: string
  /** The end of the book. `date` is that of its first entry. */
  readonly firstPage: (date: string) => string
  readonly newer: string
  /** The link to the first page. */
  readonly first: string
  /** The label of the field for a day, and its button. */
  readonly day: string
  readonly go: string
  /** From an entry's own page to its place in the book. */
  readonly around: string
  readonly languages: string
  readonly feed: string
  readonly form: FormText
  readonly problems: ProblemText
  readonly notices: NoticeText
  readonly own: OwnText
  /** `busy` means that the book works but has too many readers right now. */
  readonly errors: Readonly<Record<ErrorStatus | 'busy', ErrorText>>
  readonly back: string
  readonly requestId: string
  readonly script: ScriptText
}

/** The labels of the fields that every form has, and the button. */
interface FormText extends Readonly<Record<UsualField, string>> {
  /** The label of the field that people do not see. */
  readonly leaveEmpty: string
  readonly submit: string
}

/** Why a post was refused, and what to do. Numbers and durations are already formatted. */
interface ProblemText extends FieldProblemText {
  readonly title: string
  /** It reads like the owner's. */
  readonly nameReserved: string
  /** About a base letter's marks and a character's code points, shown next to the field. */
  readonly tooManyMarks: (limit: string) => string
  readonly characterTooLong: (limit: string) => string
  /** In KB. */
  readonly entryTooLarge: (size: string, limit: string) => string
  readonly notUtf8: string
  readonly tooLarge: string
  readonly malformed: string
  readonly crossSite: string
  readonly tooManyPosts: (wait: string) => string
  readonly bookLimit: (wait: string) => string
  readonly notWritten: string
  readonly maybeWritten: string
  /** Used instead of `maybeWritten` if sending it again may add it twice. */
  readonly maybeWrittenLook: string
  readonly closed: string
  readonly closedUntil: (time: string) => string
  /** As many entries wait as may. */
  readonly waitingFull: string
  /** Why an author cannot change an entry. */
  readonly gone: string
  readonly notWaiting: string
  readonly byAnother: string
  readonly tooLate: string
  readonly replied: string
}

/** One text per field and problem: `messageEmpty`, `nameTooLong`. Rare fields have theirs in `fields/`. */
type FieldProblemText = Readonly<
  Record<`${RequiredField}Empty`, string> &
    Record<`${UsualField}TooLong`, (length: string, limit: string) => string> &
    /** For texts so long that they were not counted. */
    Record<`${UsualField}FarTooLong`, (limit: string) => string>
>

interface NoticeText {
  readonly readOnly: string
  readonly fromMemory: (since: string) => string
  /** Stands in place of the form. */
  readonly closed: string
  readonly opensOn: (time: string) => string
}

/** What authors see beside their own entries. */
interface OwnText {
  readonly waiting: string
  /** After signing, if the entry waits. */
  readonly thanks: string
  readonly withdraw: string
  readonly change: string
  readonly takeBack: string
  readonly changeTitle: string
  readonly save: string
  /** Gives a change up. */
  readonly cancel: string
  readonly takeBackTitle: string
  readonly takeBackText: string
  readonly takeBackConfirm: string
  /** Once that is done, or a waiting entry is withdrawn. */
  readonly takenBack: string
  readonly keep: string
  /** Above the reason why it cannot be changed. */
  readonly title: string
}

type ErrorStatus = 400 | 403 | 404 | 405 | 410 | 413 | 415 | 421 | 429 | 500 | 503

export interface ErrorText {
  readonly title: string
  readonly text: string
}
