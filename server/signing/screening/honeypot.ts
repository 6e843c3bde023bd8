/**
 * The form's field that people do not see, but programs fill in. The API has no such field. Browsers and password managers do not fill in a
 * field of this name; the form must never have a password field, since Chromium would take this one for the user name.
 */
export const HONEYPOT = 'topic'

/** True if the field was filled in. A form of an earlier release lacks it. */
export function isTrapped(value: string | null): boolean {
  return value !== null && value.trim() !== ''
}
