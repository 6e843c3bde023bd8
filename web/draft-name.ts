/** The name under which the browser keeps a draft. */
export const DRAFT_NAME = 'guestbook-draft'

/** True if this tab or another one keeps a draft. False without storage: there, even reading the property throws. */
export function hasDraft(): boolean {
  try {
    return (sessionStorage.getItem(DRAFT_NAME) ?? localStorage.getItem(DRAFT_NAME)) !== null
  } catch {
    return false
  }
}
