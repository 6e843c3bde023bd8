import { get } from 'node:http'
import { en } from '../../server/languages/en.ts'
import { onBusyMachine } from '../support/busy.ts'
import { type Answer, Client } from './client.ts'
import type { FrontEnd } from './front-ends.ts'
import type { Acknowledged } from './writers.ts'

/** What a test knows to be in the book. */
export interface KnownBook {
  /** The newest entry and one that is far older than what a front end keeps in memory. */
  readonly newest: { readonly id: string; readonly message: string }
  readonly old: { readonly id: string; readonly message: string }
  readonly total: number
}

/** Each endpoint's answer in a few words, so that one look at a table shows what differs. */
export type Survey = Readonly<Record<keyof typeof ENDPOINTS, string>>

/** Asks every endpoint for what a visitor or a program would look at first. Writes what it posts under `message`. */
export async function survey(
  front: FrontEnd,
  book: KnownBook,
  message: string,
): Promise<{ answers: Survey; acknowledged: Acknowledged }> {
  const acknowledged = new Map<string, string>()
  const answers: Record<string, string> = {}
  const about = { ...front, book, message, acknowledged }
  for (const [name, ask] of Object.entries(ENDPOINTS)) answers[name] = await ask(about)
  return { answers: answers as Survey, acknowledged }
}

interface About extends FrontEnd {
  readonly book: KnownBook
  readonly message: string
  /** Where posts that succeed are noted: their message, and the id that they were given. */
  readonly acknowledged: Map<string, string>
}

/** How long a write that cannot succeed may take, in milliseconds. */
const REFUSAL_LIMIT = onBusyMachine(1000)

const ENDPOINTS = {
  'GET /': async ({ client, book: { newest } }: About) => {
    const answer = await client.ask('/', ENGLISH)
    return words(answer, { entry: answer.text.includes(newest.message), ...notices(answer) })
  },
  'GET /?before=': async ({ client, book: { old } }: About) => {
    const answer = await client.ask(`/?before=${after(old.id)}`, ENGLISH)
    return words(answer, { entry: answer.text.includes(old.message), ...notices(answer) })
  },
  'GET /api/entries': async ({ client, book: { newest, total } }: About) => {
    const answer = await client.ask('/api/entries')
    return words(answer, { entry: answer.text.includes(newest.id), total: answer.text.includes(`"total":${total}`) })
  },
  'GET /api/entries?before=': async ({ client, book: { old, total } }: About) => {
    const answer = await client.ask(`/api/entries?limit=1&before=${after(old.id)}`)
    return words(answer, { entry: answer.text.includes(old.id), total: answer.text.includes(`"total":${total}`) })
  },
  'GET /api/entries/<newest>': async ({ client, book: { newest } }: About) => {
    const answer = await client.ask(`/api/entries/${newest.id}`)
    return words(answer, { entry: answer.text.includes(newest.message) })
  },
  'GET /api/entries/<old>': async ({ client, book: { old } }: About) => {
    const answer = await client.ask(`/api/entries/${old.id}`)
    return words(answer, { entry: answer.text.includes(old.message) })
  },
  'GET /api/live': async ({ client, book: { newest } }: About) => {
    const { status, position } = await openLive(client.url)
    return `${status}${position?.startsWith(`${newest.id}.`) ? ', position' : ''}`
  },
  'GET /feed.atom': async ({ client, book: { newest } }: About) => {
    const answer = await client.ask('/feed.atom')
    return words(answer, { entry: answer.text.includes(newest.message) })
  },
  'GET /livez': async ({ client }: About) => words(await client.ask('/livez'), {}),
  'GET /readyz': async ({ client }: About) => {
    const answer = await client.ask('/readyz')
    const { reads, writes } = JSON.parse(answer.text) as { reads: string; writes: string }
    return `${answer.status}, reads ${reads}, writes ${writes}`
  },
  'GET /openapi.json': async ({ client }: About) => {
    const answer = await client.ask('/openapi.json')
    return words(answer, { paths: answer.text.includes('"/api/entries"') })
  },
  'GET /assets/': async ({ client }: About) => {
    const [path = '/assets/'] = /\/assets\/[^"]+\.js/.exec((await client.ask('/')).text) ?? []
    const answer = await client.ask(path)
    return words(answer, { immutable: answer.headers['cache-control']?.includes('immutable') === true })
  },
  'GET /metrics': async ({ server }: About) => {
    using client = new Client(new URL(server.metricsUrl).origin)
    const answer = await client.ask('/metrics')
    const is = (gauge: string) => answer.text.includes(`\n${gauge} 1\n`)
    return words(answer, { readable: is('guestbook_readable'), writable: is('guestbook_writable') })
  },
  // Last, since they change what the others answer.
  'POST /': async ({ client, message: prefix, acknowledged }: About) => {
    const message = `${prefix} by form`
    const answer = await client.postForm(message, ENGLISH.headers)
    const [, id] = /^\.\/entry\/(.+)$/.exec(answer.headers.location ?? '') ?? []
    if (id) acknowledged.set(message, id)
    return words(answer, { 'text kept': answer.text.includes(`${message}</textarea>`), ...refusal(answer) })
  },
  'POST /api/entries': async ({ client, message: prefix, acknowledged }: About) => {
    const message = `${prefix} by API`
    const answer = await client.post(message)
    if (answer.status === 201) acknowledged.set(message, (JSON.parse(answer.text) as { id: string }).id)
    return words(answer, refusal(answer))
  },
}

const ENGLISH = { headers: { 'accept-language': 'en' } }

/** The status, and what else is true of the answer. */
function words({ status }: Answer, facts: Readonly<Record<string, boolean>>): string {
  return [String(status), ...Object.keys(facts).filter((fact) => facts[fact])].join(', ')
}

function notices({ text }: Answer) {
  const [fromMemory = ''] = en.notices.fromMemory('|').split('|')
  return { 'notice: read-only': text.includes(en.notices.readOnly), 'notice: from memory': text.includes(fromMemory) }
}

function refusal({ status, headers, milliseconds }: Answer) {
  return {
    'retry-after': headers['retry-after'] !== undefined,
    late: status === 503 && milliseconds > REFUSAL_LIMIT,
  }
}

/** The cursor from which an entry is the first of the older ones. */
function after(id: string): string {
  const [time, sequence] = id.split('-')
  return `${time}-${Number(sequence) + 1}`
}

/** Opens a stream and leaves it after its head. */
function openLive(url: string): Promise<{ status: number; position: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = get(`${url}/api/live`, { agent: false }, ({ statusCode = 0, headers }) => {
      resolve({ status: statusCode, position: headers['guestbook-position']?.toString() })
      asked.destroy()
    })
    asked.once('error', reject)
  })
}
