/** A page of the server, and the answer that brought it. */
export interface FetchedDocument {
  readonly response: Response
  readonly page: Document
}

/** Gets a page of the server in the language of this one, whatever was chosen in another tab since. */
export async function fetchDocument(address: string, init: RequestInit = {}): Promise<FetchedDocument> {
  const headers = new Headers(init.headers)
  headers.set('guestbook-language', document.documentElement.lang)
  const response = await fetch(address, { ...init, headers })
  return { response, page: new DOMParser().parseFromString(await response.text(), 'text/html') }
}
