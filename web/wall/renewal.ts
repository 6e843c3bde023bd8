import { fetchDocument } from '../fetch-document.ts'

const INTERVAL_MS = 60_000

/** While a new release comes, front ends differ. */
const LEAST_BETWEEN_LOADS_MS = 60_000

const STYLES = 'link[rel=stylesheet]'

/** What a page of another release has differently: its script, and the first of its styles. */
const RELEASE_FILES = [STYLES, 'script[src]']

/** Keeps what surrounds the entries current: title, look, address and times, and the files of a new release. */
export class Renewal {
  readonly #onRenewed: () => void
  readonly #startedAt = performance.now()
  #isAsking = false

  constructor(onRenewed: () => void) {
    this.#onRenewed = onRenewed
  }

  start(): void {
    setInterval(() => void this.renew(), INTERVAL_MS)
    void this.renew()
  }

  /** Without a usable answer, all stays as it is. */
  async renew(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      const { response, page } = await fetchDocument(location.href)
      if (!response.ok || !page.body.dataset.times) return
      if (isOfSameRelease(page)) this.#take(page)
      else if (performance.now() - this.#startedAt > LEAST_BETWEEN_LOADS_MS && (await areThere(filesOf(page)))) {
        location.reload()
      }
    } catch {
      // The next time tries again.
    } finally {
      this.#isAsking = false
    }
  }

  #take(page: Document): void {
    document.title = page.title
    document.documentElement.className = page.documentElement.className
    document.body.dataset.times = page.body.dataset.times
    for (const selector of ['h1', '.sign', '.qr']) replace(selector, page)
    addStyles(page)
    this.#onRenewed()
  }
}

function isOfSameRelease(page: Document): boolean {
  return RELEASE_FILES.every((selector) => {
    const [now, then] = [document, page].map((one) => one.querySelector(selector))
    return now === then || (now && then && fileOf(now) === fileOf(then))
  })
}

function replace(selector: string, page: Document): void {
  const [now, then] = [document, page].map((one) => one.querySelector(selector))
  if (now && then && !now.isEqualNode(then)) now.replaceWith(document.adoptNode(then))
}

/** A look that was chosen since has a style of its own. */
function addStyles(page: Document): void {
  const known = new Set(filesOf(document))
  for (const link of page.querySelectorAll<HTMLLinkElement>(STYLES)) {
    if (!known.has(fileOf(link))) document.head.append(document.adoptNode(link))
  }
}

function filesOf(page: Document): string[] {
  return Array.from(page.querySelectorAll(`${STYLES}, script[src]`), fileOf)
}

function fileOf(element: Element): string {
  return new URL(element.getAttribute('href') ?? element.getAttribute('src') ?? '', location.href).href
}

/** Another front end may not have the files of this one's page yet. Those that are there are in the browser's cache then. */
async function areThere(files: readonly string[]): Promise<boolean> {
  const answers = await Promise.all(files.map((file) => fetch(file)))
  return answers.every(({ ok }) => ok)
}
