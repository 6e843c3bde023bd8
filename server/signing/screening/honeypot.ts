/** People do not see this field, and browsers do not fill it in unless there is a password field: the form must never have one. */
export const HONEYPOT = 'topic'

/** True if the field was filled in. A form of an earlier release lacks it. */
export function isTrapped(value: string | null): boolean {
  return value !== null && value.trim() !== ''
}
