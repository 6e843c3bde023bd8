import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { NavigationText } from '../../languages/admin/catalogue.ts'
import { ENTRIES_PATH, LOG_PATH, OCCASION_PATH, PEOPLE_PATH, SETTINGS_PATH, SIGN_PATH } from '../paths.ts'

interface Place {
  readonly path: string
  readonly word: keyof NavigationText
  readonly forModerators: boolean
}

/** In the order of the navigation. */
export const PLACES: readonly Place[] = [
  { path: ADMIN_PATH, word: 'start', forModerators: true },
  { path: ENTRIES_PATH, word: 'entries', forModerators: true },
  { path: SIGN_PATH, word: 'sign', forModerators: false },
  { path: LOG_PATH, word: 'log', forModerators: true },
  { path: SETTINGS_PATH, word: 'settings', forModerators: false },
  { path: OCCASION_PATH, word: 'occasion', forModerators: false },
  { path: PEOPLE_PATH, word: 'people', forModerators: false },
]
