import { isDeepStrictEqual } from 'node:util'
import type { Feed } from '../book/feed/feed.ts'
import { LANGUAGES } from '../common/languages.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { BookSettings, TextByLanguage } from './book-settings.ts'
import { ACCENTS, FONTS } from './looks.ts'
import { parsePicture } from './picture.ts'
import { type LanguageSetting, languageSetting, offersByHand, type StoredSettings } from './stored-settings.ts'
import { isTimeZone } from './zoned-time.ts'

export interface LiveSettings {
  /** The same object until the settings change. */
  readonly current: BookSettings
}

type FixedSettings = Pick<Configuration, 'title' | 'intro' | 'defaultLanguage' | 'publicUrl' | 'noindex'>

/** The feed's settings. What the environment sets wins. */
export function followSettings(feed: Pick<Feed, 'state'>, fixed: FixedSettings): LiveSettings {
  let stored: StoredSettings = {}
  let current = combine(fixed, stored)
  return {
    get current() {
      const now = feed.state?.settings ?? stored
      if (now === stored) return current
      const isSame = isDeepStrictEqual(now, stored)
      stored = now
      if (!isSame) current = combine(fixed, stored)
      return current
    },
  }
}

/** What this release does not know or cannot use counts as not set. */
function combine(fixed: FixedSettings, stored: StoredSettings): BookSettings {
  const { title, intro, defaultLanguage, publicUrl, noindex } = fixed
  const { ownerName, timeZone } = stored
  return {
    title: title ?? stored.title,
    intro: intro ?? stored.intro,
    titles: title === undefined ? byLanguage('title', stored) : undefined,
    intros: intro === undefined ? byLanguage('intro', stored) : undefined,
    extra: stored.extra,
    extras: byLanguage('extra', stored),
    language: defaultLanguage,
    publicUrl,
    noindex,
    ownerName: ownerName || undefined,
    timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : undefined,
    accent: ACCENTS.find((name) => name === stored.accent),
    font: FONTS.find((name) => name === stored.font),
    picture: parsePicture(stored.picture),
    hasLinks: stored.links === 'clickable',
    hasByHand: offersByHand(stored),
  }
}

function byLanguage(name: LanguageSetting, stored: StoredSettings): TextByLanguage {
  const pairs = LANGUAGES.map((language) => [language, stored[languageSetting(name, language)]] as const)
  return Object.fromEntries(pairs.filter(([, text]) => text !== undefined))
}
