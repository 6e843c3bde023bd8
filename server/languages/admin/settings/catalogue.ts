import type { GateState } from '../../../book/gate.ts'
import type { Accent, Font } from '../../../settings/looks.ts'

/** The texts of the page of settings in one language. Numbers are already formatted. */
export interface SettingsText {
  readonly title: string
  readonly text: string
  readonly fields: Readonly<Record<SettingsField, string>>
  /** What to know before filling a field in. */
  readonly hints: {
    readonly opens: (timeZone: string) => string
    readonly ownerName: string
    readonly extra: string
    readonly timeZone: string
    readonly words: string
    readonly changeWindow: string
    readonly wallDelay: string
    readonly wallSeconds: string
  }
  /** Unfolds title and introduction for each language. */
  readonly perLanguage: string
  /** Unfolds the owner's own question for each language. */
  readonly extraPerLanguage: string
  readonly gate: Readonly<Record<GateState, string>>
  readonly accents: Readonly<Record<Accent, string>>
  readonly fonts: Readonly<Record<Font, string>>
  readonly links: Readonly<Record<'plain' | 'clickable', string>>
  readonly byHand: Readonly<Record<'offered' | 'off', string>>
  readonly preview: string
  /** Above a preview of what was not saved. */
  readonly notSaved: string
  /** An entry to look at. */
  readonly sample: string
  readonly save: string
  readonly saved: string
  readonly nothing: string
  /** `fields` is a list of labels. */
  readonly meanwhile: (fields: string) => string
  /** Above a form with problems. */
  readonly refused: string
  /** Beside a field that a variable of the environment sets. */
  readonly fixed: (variable: string) => string
  readonly problems: {
    readonly tooLong: (limit: string) => string
    readonly unusable: string
    readonly unknownZone: string
    readonly notANumber: (least: string, most: string) => string
    readonly unknownChoice: string
    readonly notATime: string
    readonly closesFirst: string
    readonly closedHasTimes: string
    readonly changed: (value: string) => string
    readonly cleared: string
  }
}

export type SettingsField =
  | 'title'
  | 'intro'
  | 'gate'
  | 'opens'
  | 'closes'
  | 'ownerName'
  | 'extra'
  | 'timeZone'
  | 'accent'
  | 'font'
  | 'links'
  | 'byHand'
  | 'words'
  | 'changeWindow'
  | 'wallDelay'
  | 'wallSeconds'
