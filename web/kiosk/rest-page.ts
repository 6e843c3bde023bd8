import { KIOSK_PATH } from '../../server/common/kiosk-paths.ts'
import { parsePosition, reaches } from '../../server/common/position.ts'
import { addressOf } from '../address.ts'
import { fetchDocument } from '../fetch-document.ts'
import { RestStream } from './rest-stream.ts'

interface RestPageOptions {
  /** The page at rest has changed. */
  readonly onChange: () => void
  /** The server has another script, or no longer knows this tablet. */
  readonly onOutdated: () => void
}

/** For changes without an event. */
const INTERVAL_MS = 30_000

/** Events within this time cause one fetch. */
const GATHERING_MS = 100

/** When to ask again if a front end was behind. */
const BEHIND_MS = 1000

const PATIENCE_MS = 20_000

/** The page at rest in the book's language: kept current while there is a server, and as it is while there is none. */
export class RestPage {
  readonly #options: RestPageOptions
  #page: Document
  readonly #stream = new RestStream({
    after: () => positionOf(this.#page),
    onChange: () => this.#refreshIn(GATHERING_MS),
    onRemoved: (id) => this.#remove(id),
  })
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
    setInterval(() => void this.refresh(), INTERVAL_MS)
    addEventListener('online', () => void this.refresh())
    this.#stream.start()
  }

  /** Fetches the page. If that fails, the last one stays. */
  async refresh(): Promise<void> {
    const fetched = await fetchKiosk(KIOSK_PATH)
    if (fetched === undefined) return
    const { response, page } = fetched
    if (response.status === 403) return this.#options.onOutdated()
    if (!isRest(response, page)) return
    if (this.#isBehind(page)) return this.#refreshIn(BEHIND_MS)
    this.#page = page
    if (scriptOf(page) !== scriptOf(document)) this.#options.onOutdated()
    this.#options.onChange()
  }

  /** Fetches the page in another language; undefined while there is no server. */
  async fetchIn(address: string): Promise<Document | undefined> {
    const fetched = await fetchKiosk(address)
    return fetched && isRest(fetched.response, fetched.page) && !this.#isBehind(fetched.page) ? fetched.page : undefined
  }

  #remove(id: string): void {
    for (const page of [this.#page, document]) page.querySelector(`[data-entry="${id}"]`)?.remove()
    this.#refreshIn(GATHERING_MS)
  }

  #refreshIn(delay: number): void {
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => void this.refresh(), delay)
  }

  /** True if a front end has not yet read what the stream has reported: its page may show what is hidden. */
  #isBehind(page: Document): boolean {
    const { heard } = this.#stream
    const position = parsePosition(positionOf(page))
    return heard !== undefined && position?.generation === heard.generation && !reaches(position, heard)
  }
}

function fetchKiosk(address: string) {
  const whole = address.startsWith('/') ? addressOf(address) : address
  return fetchDocument(whole, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined)
}

function isRest({ ok }: Response, page: Document): boolean {
  return ok && page.querySelector('main[data-state="rest"]') !== null
}

/** How far the server had read the book, as text; undefined if it could not. */
function positionOf(page: Document): string | undefined {
  return page.querySelector<HTMLElement>('.entries')?.dataset.position
}

/** The script's whole address: pages in other folders have other relative ones. */
function scriptOf(page: Document): string | undefined {
  const src = page.querySelector('script')?.getAttribute('src')
  return src ? new URL(src, location.href).href : undefined
}
