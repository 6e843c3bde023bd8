import { ENTRY_FIELDS, rawLimit } from '../common/entry-fields.ts'
import { checkText, type TextRules } from '../common/text/check-text.ts'
import { ACCENTS, FONTS } from './looks.ts'
import { BY_HAND, LINKS } from './stored-settings.ts'
import { DELAY, SECONDS } from './wall-times.ts'
import { isTimeZone } from './zoned-time.ts'

const TITLE_CHARACTERS = 100
const INTRO_CHARACTERS = 1000

/** For the whole list of words that hold entries, in UTF-16 units. */
export const WORDS_LIMIT = 10_000

const MOST_CHANGE_MINUTES = 24 * 60

export type SettingProblem =
  | { readonly kind: 'too-long'; readonly limit: number }
  /** A letter with too many marks, or a character of too many parts. */
  | { readonly kind: 'unusable' }
  | { readonly kind: 'unknown-zone' }
  | { readonly kind: 'not-a-number'; readonly least: number; readonly most: number }
  | { readonly kind: 'unknown-choice' }

/** The text to store, empty for none, or what is wrong. */
export type CheckedSetting =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: SettingProblem }

export const checkTitle = textCheck({ limit: TITLE_CHARACTERS, rawLimit: 3200, hasLineBreaks: false })
export const checkIntro = textCheck({ limit: INTRO_CHARACTERS, rawLimit: 16 * 1024, hasLineBreaks: true })

export const checkOwnerName = textCheck({ ...ENTRY_FIELDS.name, rawLimit: rawLimit('name') })

/** The question may be as long as its answer. */
export const checkExtra = textCheck({ ...ENTRY_FIELDS.extra, rawLimit: rawLimit('extra') })

const checkLines = textCheck({ limit: WORDS_LIMIT, rawLimit: 4 * WORDS_LIMIT, hasLineBreaks: true })

/** One word a line, each once. A lone "=" is none. */
export function checkWords(raw: string): CheckedSetting {
  const checked = checkLines(raw)
  if (!checked.ok) return checked
  const lines = checked.value.split('\n').map((line) => line.trim())
  const value = [...new Set(lines.filter((line) => line !== '' && line !== '='))].join('\n')
  return value.length > WORDS_LIMIT ? refuse({ kind: 'too-long', limit: WORDS_LIMIT }) : accept(value)
}

export function checkTimeZone(raw: string): CheckedSetting {
  const name = raw.trim()
  return name === '' || isTimeZone(name) ? accept(name) : refuse({ kind: 'unknown-zone' })
}

export const checkChangeWindow = numberCheck({ least: 0, most: MOST_CHANGE_MINUTES })

export const checkWallDelay = numberCheck(DELAY)
export const checkWallSeconds = numberCheck(SECONDS)

export const checkAccent = choiceCheck(ACCENTS)
export const checkFont = choiceCheck(FONTS)
export const checkLinks = choiceCheck(LINKS)
export const checkByHand = choiceCheck(BY_HAND)

function textCheck(rules: TextRules): (raw: string) => CheckedSetting {
  return (raw) => {
    const checked = checkText(raw, rules)
    if (typeof checked === 'string') return accept(checked)
    return refuse(checked.kind === 'too-long' ? { kind: 'too-long', limit: checked.limit } : { kind: 'unusable' })
  }
}

function numberCheck({ least, most }: { readonly least: number; readonly most: number }) {
  return (raw: string): CheckedSetting => {
    const text = raw.trim()
    if (text === '') return accept('')
    const isRight = /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most
    return isRight ? accept(String(Number(text))) : refuse({ kind: 'not-a-number', least, most })
  }
}

function choiceCheck(choices: readonly string[]): (raw: string) => CheckedSetting {
  return (raw) => (raw === '' || choices.includes(raw) ? accept(raw) : refuse({ kind: 'unknown-choice' }))
}

function accept(value: string): CheckedSetting {
  return { ok: true, value }
}

function refuse(problem: SettingProblem): CheckedSetting {
  return { ok: false, problem }
}
