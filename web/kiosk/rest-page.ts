import { KIOSK_PATH } from '../../server/common/kiosk-paths.ts'
import { LIVE_PATH } from '../../server/common/paths.ts'
import { addressOf } from '../address.ts'
import { fetchDocument } from '../fetch-document.ts'

export interface RestPageOptions {
  /** The page at rest has changed. */
  readonly onChange: () => void
  /** The server has another script, or does not know this tablet any more. */
  readonly onOutdated: () => void
}

/** How often the page is fetched, for what no event tells, in milliseconds. */
const INTERVAL = 30_000

/** Events that come quickly cause one fetch, in milliseconds. */
const TOGETHER = 100

/** The server sends a heartbeat every 15 s. A stream that is silent for longer than this counts as dead, in milliseconds. */
const SILENCE = 40_000

const PATIENCE = 20_000

/** The page at rest in the book's language, kept current while there is a server, and kept while there is none. */
export class RestPage {
  readonly #options: RestPageOptions
  #page: Document
  #source: EventSource | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  #soon: ReturnType<typeof setTimeout> | undefined

  /** @param page as the server sent it */
  constructor(page: Document, options: RestPageOptions) {
    this.#page = page
    this.#options = options
  }

  get page(): Document {
    return this.#page
  }

  start(): void {
    void this.refresh()
    setInterval(() => void this.refresh(), INTERVAL)
    addEventListener('online', () => void this.refresh())
    this.#follow()
  }

  /** Fetches the page. If that fails, the last one stays. */
  async refresh(): Promise<void> {
    const fetched = await fetchKiosk(KIOSK_PATH)
    if (fetched === undefined) return
    const { response, page } = fetched
    if (response.status === 403) return this.#options.onOutdated()
    if (!isRest(response, page)) return
    this.#page = page
    if (scriptOf(page) !== scriptOf(document)) this.#options.onOutdated()
    this.#options.onChange()
  }

  #follow(): void {
    this.#source?.close()
    const after = this.#page.querySelector<HTMLElement>('.entries')?.dataset.position
    this.#source = new EventSource(addressOf(after ? `${LIVE_PATH}?after=${encodeURIComponent(after)}` : LIVE_PATH))
    for (const type of ['entry', 'changed', 'reload']) this.#source.addEventListener(type, this.#refreshSoon)
    this.#source.addEventListener('removed', ({ data }) => {
      const { id } = JSON.parse(data)
      for (const page of [this.#page, document]) page.querySelector(`[data-entry="${id}"]`)?.remove()
      this.#refreshSoon()
    })
    this.#source.addEventListener('beat', this.#hear)
    this.#source.addEventListener('open', this.#hear)
    this.#hear()
  }

  readonly #refreshSoon = () => {
    this.#hear()
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => void this.refresh(), TOGETHER)
  }

  /** The browser neither notices a connection that dies silently, nor tries again after an answer that is no stream. */
  readonly #hear = () => {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#follow(), SILENCE)
  }
}

/** Fetches the page at rest in another language; undefined while there is no server. */
export async function fetchIn(address: string): Promise<Document | undefined> {
  const fetched = await fetchKiosk(address)
  return fetched && isRest(fetched.response, fetched.page) ? fetched.page : undefined
}

function fetchKiosk(address: string) {
  const whole = address.startsWith('/') ? addressOf(address) : address
  return fetchDocument(whole, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined)
}

function isRest({ ok }: Response, page: Document): boolean {
  return ok && page.querySelector('main[data-state="rest"]') !== null
}

/** The script's whole address: pages in other folders have other relative ones. */
function scriptOf(page: Document): string | undefined {
  const src = page.querySelector('script')?.getAttribute('src')
  return src ? new URL(src, location.href).href : undefined
}
