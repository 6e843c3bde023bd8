import { get, type LoadRequest, POST_WITHOUT_KEY } from './load/load.ts'

/** What a browser or a program knows after visits. */
export interface Visit {
  /** Headers for the newest page. */
  readonly first: Known
  /** The same of a visitor who has chosen a language and signed, of which the page shows nothing any more. */
  readonly returning: Known
  /** The same of a visitor whose own entry is on the page. */
  readonly author: Known
  readonly apiTag: string
  /** Ids where older pages begin, below the entries that a process keeps in memory. Neighbours have no entry in common. */
  readonly older: readonly string[]
}

type Known = Readonly<Record<'cookie' | 'if-none-match', string>>

/** Visits a guestbook with so many entries. */
export async function visit(url: string, entries: number): Promise<Visit> {
  const know = async (cookie: string) => ({ cookie, 'if-none-match': (await ask(url, get('/', { cookie }))).tag })
  const chosen = await ask(url, get('/?lang=en'))
  const signed = await ask(url, POST_WITHOUT_KEY)
  const own = signed.cookies.filter((cookie) => cookie.startsWith('guestbook-mine='))
  const lasting = [...chosen.cookies, ...signed.cookies.filter((cookie) => !own.includes(cookie))]
  return {
    first: await know(''),
    returning: await know(lasting.join('; ')),
    author: await know([...lasting, ...own].join('; ')),
    apiTag: (await ask(url, get('/api/entries'))).tag,
    older: await olderPages(url, entries),
  }
}

async function ask(url: string, { path, ...request }: LoadRequest): Promise<{ cookies: string[]; tag: string }> {
  const { status, headers } = await fetch(url + path, { ...request, redirect: 'manual' })
  if (status >= 400) throw new Error(`expected ${request.method} ${path} to succeed, got ${status}`)
  const cookies = headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '')
  return { cookies, tag: headers.get('etag') ?? '' }
}

async function olderPages(url: string, entries: number): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < entries) {
    const before = ids.length > 0 ? `&before=${ids.at(-1)}` : ''
    const found = (await (await fetch(`${url}/api/entries?limit=100${before}`)).json()) as { entries: { id: string }[] }
    if (found.entries.length === 0) throw new Error(`expected ${entries} entries, got ${ids.length}`)
    ids.push(...found.entries.map(({ id }) => id))
  }
  const older = ids.slice(300, entries - 20)
  const starts = Array.from({ length: 20 }, (_, start) => start)
  return starts.flatMap((start) => older.filter((_, index) => index % 20 === start))
}
