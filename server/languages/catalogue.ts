import type { FieldName, RequiredField } from '../shared/entry-fields.ts'
import type { ScriptText } from '../shared/script-text.ts'

/** All that the interface says, in one language. A missing key does not compile. */
export interface Catalogue {
  /** The book's title where its owner gave none. */
  readonly title: string
  /** The words above the form where the owner gave none. */
  readonly intro: string
  /** Stands for the name of whoever left it empty. */
  readonly anonymous: string
  /** Instead of entries, while there are none. */
  readonly empty: string
  /** Instead of entries, on a page past the oldest one. */
  readonly nothingOlder: string
  /** Unfolds a long entry, and folds it again. */
  readonly showAll: string
  readonly showLess: string
  /** Links between the pages of the book. */
  readonly older: string
  readonly newest: string
  /** What the footer's list of languages and its link to the Atom feed are called. */
  readonly languages: string
  readonly feed: string
  readonly form: FormText
  readonly problems: ProblemText
  readonly notices: NoticeText
  /** `busy` is for a book that is well, but used by too many at this moment. */
  readonly errors: Readonly<Record<ErrorStatus | 'busy', ErrorText>>
  /** The link from an error page back to the book. */
  readonly back: string
  /** Comes before the id of a request that failed. */
  readonly requestId: string
  readonly script: ScriptText
}

/** What the fields are called, and the button. */
export interface FormText extends Readonly<Record<FieldName, string>> {
  readonly submit: string
}

/** Why a post was refused, and what to do about it. Numbers and durations come already written for the reader. */
export interface ProblemText extends FieldProblemText {
  /** Before the title of a page that has a problem to tell. */
  readonly title: string
  /** About one base letter's marks, and one character's code points; in a field, beside which it stands. */
  readonly tooManyMarks: (limit: string) => string
  readonly characterTooLong: (limit: string) => string
  /** Given both sizes in KB. */
  readonly entryTooLarge: (size: string, limit: string) => string
  readonly notUtf8: string
  readonly tooLarge: string
  readonly malformed: string
  readonly crossSite: string
  readonly tooManyPosts: (wait: string) => string
  /** Given how long it takes until the book takes entries again. */
  readonly bookLimit: (wait: string) => string
  readonly notWritten: string
  readonly maybeWritten: string
  /** Instead of `maybeWritten`, where sending it again may add it twice. */
  readonly maybeWrittenLook: string
}

/** What each field says of itself: `messageEmpty`, `nameTooLong`. */
type FieldProblemText = Readonly<
  Record<`${RequiredField}Empty`, string> &
    Record<`${FieldName}TooLong`, (length: string, limit: string) => string> &
    /** For what is so long that nobody counted it. */
    Record<`${FieldName}FarTooLong`, (limit: string) => string>
>

export interface NoticeText {
  readonly readOnly: string
  /** Given the time since when the page may be out of date, already written for the reader. */
  readonly fromMemory: (since: string) => string
}

export type ErrorStatus = 400 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 500 | 503

export interface ErrorText {
  readonly title: string
  readonly text: string
}
