import type { Rules } from '../../book/moderation.ts'
import { LANGUAGES, type Language } from '../../common/languages.ts'
import type { SettingsField } from '../../languages/admin/settings/catalogue.ts'
import {
  type CheckedSetting,
  checkAccent,
  checkByHand,
  checkChangeWindow,
  checkExtra,
  checkFont,
  checkIntro,
  checkLinks,
  checkOwnerName,
  checkTimeZone,
  checkTitle,
  checkWallDelay,
  checkWallSeconds,
  checkWords,
} from '../../settings/check-settings.ts'
import { ACCENTS, FONTS } from '../../settings/looks.ts'
import { BY_HAND, type LanguageSetting, LINKS, languageSetting } from '../../settings/stored-settings.ts'
import { DELAY, SECONDS } from '../../settings/wall-times.ts'
import { clockAt } from '../../settings/zoned-time.ts'
import { DEFAULT_MINUTES } from '../../signing/change-window.ts'

/** `title.de` is the title in German. */
export type FieldName = SettingsField | `${LanguageSetting}.${Language}`

export type FieldValues = Readonly<Record<FieldName, string>>

/** The gate is stored apart from the settings. */
const GATE_FIELDS = ['gate', 'opens', 'closes'] as const

interface StoredField {
  readonly check: (raw: string) => CheckedSetting
  /** Shown for, and stored as, no value. */
  readonly fallback: string
}

const plain = (check: StoredField['check'], fallback = '') => ({ check, fallback })

export const STORED_FIELDS: ReadonlyMap<FieldName, StoredField> = new Map<FieldName, StoredField>([
  ['title', plain(checkTitle)],
  ['intro', plain(checkIntro)],
  ...LANGUAGES.flatMap((language): [FieldName, StoredField][] => [
    [languageSetting('title', language), plain(checkTitle)],
    [languageSetting('intro', language), plain(checkIntro)],
    [languageSetting('extra', language), plain(checkExtra)],
  ]),
  ['extra', plain(checkExtra)],
  ['ownerName', plain(checkOwnerName)],
  ['timeZone', plain(checkTimeZone, 'UTC')],
  ['accent', plain(checkAccent, ACCENTS[0])],
  ['font', plain(checkFont, FONTS[0])],
  ['links', plain(checkLinks, LINKS[0])],
  ['byHand', plain(checkByHand, BY_HAND[0])],
  ['words', plain(checkWords)],
  ['changeWindow', plain(checkChangeWindow, String(DEFAULT_MINUTES))],
  ['wallDelay', plain(checkWallDelay, String(DELAY.usual))],
  ['wallSeconds', plain(checkWallSeconds, String(SECONDS.usual))],
])

export const FIELDS: readonly FieldName[] = [...STORED_FIELDS.keys(), ...GATE_FIELDS]

export function shownValues({ gate, settings }: Rules): FieldValues {
  const values: Partial<Record<FieldName, string>> = {}
  for (const [name, { check, fallback }] of STORED_FIELDS) {
    const stored = settings[name] ?? ''
    // An unusable value counts as not set, as on the book's page.
    values[name] = (check(stored).ok && stored) || fallback
  }
  const timeZone = values.timeZone ?? 'UTC'
  const clock = (time: number | undefined) => (time === undefined ? '' : clockAt(time, timeZone))
  values.gate = gate.state
  values.opens = clock(gate.opensAt)
  values.closes = clock(gate.closesAt)
  return values as FieldValues
}
