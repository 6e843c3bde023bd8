import { ADMIN_PATH } from '../../common/admin-paths.ts'
import type { NavigationText } from '../../languages/admin/catalogue.ts'

export const PEOPLE_PATH = `${ADMIN_PATH}/people`

export const SETTINGS_PATH = `${ADMIN_PATH}/settings`

export const SIGN_PATH = `${ADMIN_PATH}/sign`

export const LEAVE_PATH = `${ADMIN_PATH}/leave`

interface Place {
  readonly path: string
  readonly word: keyof NavigationText
  /** Whether moderators see it. */
  readonly forModerators: boolean
}

/** The owner's pages, in the order of the navigation. */
export const PLACES: readonly Place[] = [
  { path: ADMIN_PATH, word: 'start', forModerators: true },
  { path: SIGN_PATH, word: 'sign', forModerators: false },
  { path: SETTINGS_PATH, word: 'settings', forModerators: false },
  { path: PEOPLE_PATH, word: 'people', forModerators: false },
]
