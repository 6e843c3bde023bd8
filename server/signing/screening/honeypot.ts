/**
 * The form's field that people do not see, but programs fill in. Neither browsers nor password managers fill a field of this name: it is in
 * no list of theirs, which `test/signing/screening/honeypot.test.ts` checks. The API has no such field.
 */
export const HONEYPOT = 'topic'

/** True if the field was filled in. A form of an earlier release lacks it. */
export function isTrapped(value: string | null): boolean {
  return value !== null && value.trim() !== ''
}
