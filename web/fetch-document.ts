export interface FetchedDocument {
  readonly response: Response
  readonly page: Document
}

/** Fetches a page in the language of this one, even if another tab has changed the language since. */
export async function fetchDocument(address: string, init: RequestInit = {}): Promise<FetchedDocument> {
  const headers = new Headers(init.headers)
  headers.set('guestbook-language', document.documentElement.lang)
  const response = await fetch(address, { ...init, headers })
  return { response, page: new DOMParser().parseFromString(await response.text(), 'text/html') }
}
