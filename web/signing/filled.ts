/** An event of the form: its fields were filled in or emptied by a script. */
export const FILLED = 'guestbook-filled'
