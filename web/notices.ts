const NOTICES = ':is(main, #sign) > .notice'

/** What a page says of the state of the book: above the form, that it is shown from memory; in it, that nobody can sign. */
export function noticesOf(page: Document): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>(NOTICES)]
}

/** Says `notices` instead of what was said before, where the server's own page says them. What is said already stays. */
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
