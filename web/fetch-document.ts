interface FetchedDocument {
  readonly response: Response
  readonly page: Document
}

/** Fetches a page in the language of this one, even if another tab has changed the language since. */
export async function fetchDocument(address: string, init: RequestInit = {}): Promise<FetchedDocument> {
  const headers = new Headers(init.headers)
  headers.set('guestbook-language', document.documentElement.lang)
  const response = await fetch(address, { ...init, headers })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  resolveAddresses(page, response.url)
  return { response, page }
}

/** Makes addresses whole, since the parts of a page may move to one in another folder. */
function resolveAddresses(page: Document, base: string): void {
  for (const name of ['href', 'src', 'action', 'data-script', 'data-style']) {
    for (const element of page.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, new URL(element.getAttribute(name) ?? '', base).href)
    }
  }
}
