import { ask, get, POST_WITHOUT_KEY } from './load/requests.ts'

/** What a browser or a program knows after visits. */
export interface Visit {
  /** Headers for the newest page. */
  readonly first: Known
  /** The same of a visitor who has chosen a language and signed, but whose entry the page no longer marks as their own. */
  readonly returning: Known
  /** The same of a visitor whose own entry is on the page. */
  readonly author: Known
  readonly apiTag: string
  /** Ids where older pages begin, below the entries that a process keeps in memory. Neighbours have no entry in common. */
  readonly older: readonly string[]
}

type Known = Readonly<Record<'cookie' | 'if-none-match', string>>

/** Visits a guestbook with this many entries. */
export async function visit(url: string, entries: number): Promise<Visit> {
  const tagOf = async (path: string, cookie = '') => `${(await ask(url, get(path, { cookie }))).headers.etag}`
  const know = async (cookie: string) => ({ cookie, 'if-none-match': await tagOf('/', cookie) })
  const chosen = cookiesOf(await ask(url, get('/?lang=en')))
  const signed = cookiesOf(await ask(url, POST_WITHOUT_KEY))
  const isOwn = (cookie: string) => cookie.startsWith('guestbook-mine=')
  const lasting = [...chosen, ...signed.filter((cookie) => !isOwn(cookie))]
  return {
    first: await know(''),
    returning: await know(lasting.join('; ')),
    author: await know([...lasting, ...signed.filter(isOwn)].join('; ')),
    apiTag: await tagOf('/api/entries'),
    older: await olderPages(url, entries),
  }
}

function cookiesOf({ headers }: Awaited<ReturnType<typeof ask>>): string[] {
  return [headers['set-cookie'] ?? []].flat().map((line) => line.split(';', 1)[0] ?? '')
}

async function olderPages(url: string, entries: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < entries) {
    const before = ids.length > 0 ? `&before=${ids.at(-1)}` : ''
    const { bytes } = await ask(url, { method: 'GET', path: `/api/entries?limit=100${before}` })
    const found: { entries: { id: string }[] } = JSON.parse(`${bytes}`)
    if (found.entries.length === 0) throw new Error(`expected ${entries} entries, got ${ids.length}`)
    ids.push(...found.entries.map(({ id }) => id))
  }
  const older = ids.slice(300, entries - 20)
  const starts = Array.from({ length: 20 }, (_, start) => start)
  return starts.flatMap((start) => older.filter((_, index) => index % 20 === start))
}
