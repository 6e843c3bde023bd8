const NOTICES = ':is(main, #sign) > .notice'

/** A page's notices: above the form, that the book is shown from memory; in the form, that nobody can sign. */
export function noticesOf(page: Document): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(NOTICES)]
}

/** Replaces the page's notices, in the places where the server puts them. */
export function showNotices(notices: readonly HTMLElement[]): void {
  const present = noticesOf(document)
  if (textOf(present) === textOf(notices)) return
  for (const notice of present) notice.remove()
  for (const notice of notices) {
    document.querySelector(notice.closest('#sign') ? '#sign .field' : '#sign')?.before(notice)
  }
}

function textOf(notices: readonly HTMLElement[]): string {
  return notices.map(({ textContent }) => textContent).join()
}
