import type { RunningServer } from './server.ts'

/** A request on its own connection, so that no server has to wait for it when it ends. */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, connection: 'close' } })
}

/** Posts to the API of a server in another process. */
export function post(server: RunningServer, body: object, others: Record<string, string> = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...others }
  return ask(`${server.url}/api/entries`, { method: 'POST', headers, body: JSON.stringify(body) })
}
