import { BOOK_PATH } from './paths.ts'

/** The owner's start page. Everything else for owners is below it. */
export const ADMIN_PATH = `${BOOK_PATH}admin`

/** How an owner gets in; a code that signs in one device follows. */
export const ENTER_PATH = `${ADMIN_PATH}/enter`

/** How many entries wait, for the script of an open page. */
export const COUNT_PATH = `${ADMIN_PATH}/count`
