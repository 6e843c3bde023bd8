import type { RunningServer } from './server.ts'

/** A request over a connection of its own, so that no server waits for it in the end. */
export function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, connection: 'close' } })
}

/** Posts to the API of a server that runs as a process of its own. */
export function post(server: RunningServer, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return ask(`${server.url}/api/entries`, { method: 'POST', headers, body: JSON.stringify(body) })
}
