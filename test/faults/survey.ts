import { get } from 'node:http'
import { en } from '../../server/languages/en.ts'
import type { Answer, Client } from './client.ts'

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
export async function survey(client: Client, book: KnownBook, message: string): Promise<Survey> {
  const answers: Record<string, string> = {}
  for (const [name, ask] of Object.entries(ENDPOINTS)) answers[name] = await ask(client, book, message)
  return answers as Survey
}

/** How long a write that cannot succeed may take, in milliseconds. */
const REFUSAL_LIMIT = 1000

const ENDPOINTS = {
  'GET /': async (client: Client, { newest }: KnownBook) => {
    const answer = await client.ask('/', ENGLISH)
    return words(answer, { entry: answer.text.includes(newest.message), ...notices(answer) })
  },
  'GET /?before=': async (client: Client, { old }: KnownBook) => {
    const answer = await client.ask(`/?before=${after(old.id)}`, ENGLISH)
    return words(answer, { entry: answer.text.includes(old.message), ...notices(answer) })
  },
  'GET /api/entries': async (client: Client, { newest, total }: KnownBook) => {
    const answer = await client.ask('/api/entries')
    return words(answer, { entry: answer.text.includes(newest.id), total: answer.text.includes(`"total":${total}`) })
  },
  'GET /api/entries?before=': async (client: Client, { old, total }: KnownBook) => {
    const answer = await client.ask(`/api/entries?limit=1&before=${after(old.id)}`)
    return words(answer, { entry: answer.text.includes(old.id), total: answer.text.includes(`"total":${total}`) })
  },
  'GET /api/entries/<newest>': async (client: Client, { newest }: KnownBook) => {
    const answer = await client.ask(`/api/entries/${newest.id}`)
    return words(answer, { entry: answer.text.includes(newest.message) })
  },
  'GET /api/entries/<old>': async (client: Client, { old }: KnownBook) => {
    const answer = await client.ask(`/api/entries/${old.id}`)
    return words(answer, { entry: answer.text.includes(old.message) })
  },
  'GET /api/live': async (client: Client, { newest }: KnownBook) => {
    const { status, position } = await openLive(client.url)
    return `${status}${position?.startsWith(`${newest.id}.`) ? ', position' : ''}`
  },
  'GET /feed.atom': async (client: Client, { newest }: KnownBook) => {
    const answer = await client.ask('/feed.atom')
    return words(answer, { entry: answer.text.includes(newest.message) })
  },
  'GET /livez': async (client: Client) => words(await client.ask('/livez'), {}),
  'GET /readyz': async (client: Client) => {
    const answer = await client.ask('/readyz')
    const { reads, writes } = JSON.parse(answer.text) as { reads: string; writes: string }
    return `${answer.status}, reads ${reads}, writes ${writes}`
  },
  // Last, since they change what the others answer.
  'POST /': async (client: Client, _book: KnownBook, message: string) => {
    const answer = await client.postForm(`${message} by form`, ENGLISH.headers)
    return words(answer, { 'text kept': answer.text.includes(`${message} by form</textarea>`), ...refusal(answer) })
  },
  'POST /api/entries': async (client: Client, _book: KnownBook, message: string) => {
    const answer = await client.post(`${message} by API`)
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
