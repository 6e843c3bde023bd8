import type { Language } from '../common/languages.ts'
import type { Look } from './looks.ts'
import type { Picture } from './picture.ts'

export interface BookSettings extends Look {
  /** As `intro`: for languages without their own. Undefined: a default in the reader's language. */
  readonly title?: string | undefined
  readonly intro?: string | undefined
  readonly titles?: TextByLanguage | undefined
  readonly intros?: TextByLanguage | undefined
  /** The owner's own question, for languages without their own. Undefined: none is asked. */
  readonly extra?: string | undefined
  readonly extras?: TextByLanguage | undefined
  /** For the feed, and for readers who ask for none of our languages. English by default. */
  readonly language?: Language | undefined
  /** Perhaps with a path; without a trailing slash. Without it, all addresses are relative. */
  readonly publicUrl?: string | undefined
  readonly noindex?: boolean | undefined
  readonly ownerName?: string | undefined
  /** An IANA name, for times that are shown without a script. UTC by default. */
  readonly timeZone?: string | undefined
  /** At the head of the book. */
  readonly picture?: Picture | undefined
  /** Whether addresses in messages can be clicked. */
  readonly hasLinks?: boolean | undefined
  /** Whether visitors can sign by hand. They can by default. */
  readonly hasByHand?: boolean | undefined
}

export type TextByLanguage = Readonly<Partial<Record<Language, string>>>

/** Undefined: a default in this language. */
export function titleIn({ title, titles }: BookSettings, language: Language): string | undefined {
  return titles?.[language] ?? title
}

/** Undefined: a default in this language. */
export function introIn({ intro, intros }: BookSettings, language: Language): string | undefined {
  return intros?.[language] ?? intro
}

/** Undefined: no question is asked in this language. */
export function extraIn({ extra, extras }: BookSettings, language: Language): string | undefined {
  return extras?.[language] ?? extra
}
