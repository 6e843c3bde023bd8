import { ADMIN_PATH } from '../common/admin-paths.ts'
import type { LogId } from '../common/log-id.ts'

export const PEOPLE_PATH = `${ADMIN_PATH}/people`

export const ENTRIES_PATH = `${ADMIN_PATH}/entries`

export const ASK_PATH = `${ENTRIES_PATH}/ask`

export const LOG_PATH = `${ADMIN_PATH}/log`

export const SETTINGS_PATH = `${ADMIN_PATH}/settings`

export const PICTURE_PAGE_PATH = `${SETTINGS_PATH}/picture`

export const REMOVE_PICTURE_PATH = `${PICTURE_PAGE_PATH}/remove`

export const OCCASION_PATH = `${ADMIN_PATH}/occasion`

/** A parameter: the form was sent from the book's own page, and leads back there. */
export const FROM_BOOK = 'from-book'

export const SIGN_PATH = `${ADMIN_PATH}/sign`

export const CARDS_PATH = `${ADMIN_PATH}/cards`

export const TABLETS_PATH = `${ADMIN_PATH}/kiosk`

export const LEAVE_PATH = `${ADMIN_PATH}/leave`

export function replyPath(id: LogId): string {
  return `${ENTRIES_PATH}/${id}/reply`
}
