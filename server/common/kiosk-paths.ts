import { BOOK_PATH } from './paths.ts'

/** The resting page of a tablet on which strangers sign. Everything else of the tablet is below it. */
export const KIOSK_PATH = `${BOOK_PATH}kiosk`

/** The form without script, and where it is sent. */
export const WRITE_PATH = `${KIOSK_PATH}/write`

/** After signing without script. */
export const THANKS_PATH = `${KIOSK_PATH}/thanks`

/** What opens a tablet; a key follows. */
export const OPEN_PATH = `${KIOSK_PATH}/open`
