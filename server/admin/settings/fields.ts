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
export type SettingName = SettingsField | `${LanguageSetting}.${Language}`

export type SettingValues = Readonly<Record<SettingName, string>>

/** The gate is stored apart from the settings. */
const GATE_FIELDS = ['gate', 'opens', 'closes'] as const

interface StoredField {
  readonly check: (raw: string) => CheckedSetting
  /** Shown for, and stored as, no value. */
  readonly fallback: string
}

const field = (check: StoredField['check'], fallback = ''): StoredField => ({ check, fallback })

export const STORED_FIELDS: ReadonlyMap<SettingName, StoredField> = new Map<SettingName, StoredField>([
  ['title', field(checkTitle)],
  ['intro', field(checkIntro)],
  ...LANGUAGES.flatMap((language): [SettingName, StoredField][] => [
    [languageSetting('title', language), field(checkTitle)],
    [languageSetting('intro', language), field(checkIntro)],
    [languageSetting('extra', language), field(checkExtra)],
  ]),
  ['extra', field(checkExtra)],
  ['ownerName', field(checkOwnerName)],
  ['timeZone', field(checkTimeZone, 'UTC')],
  ['accent', field(checkAccent, ACCENTS[0])],
  ['font', field(checkFont, FONTS[0])],
  ['links', field(checkLinks, LINKS[0])],
  ['byHand', field(checkByHand, BY_HAND[0])],
  ['words', field(checkWords)],
  ['changeWindow', field(checkChangeWindow, String(DEFAULT_MINUTES))],
  ['wallDelay', field(checkWallDelay, String(DELAY.usual))],
  ['wallSeconds', field(checkWallSeconds, String(SECONDS.usual))],
])

export const SETTING_NAMES: readonly SettingName[] = [...STORED_FIELDS.keys(), ...GATE_FIELDS]

export function isSettingName(text: string): text is SettingName {
  return (SETTING_NAMES as readonly string[]).includes(text)
}

export function shownValues({ gate, settings }: Rules): SettingValues {
  const values: Partial<Record<SettingName, string>> = {}
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
  return values as SettingValues
}
