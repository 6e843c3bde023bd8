import { request } from 'undici'
import type { LoadRequest } from './load.ts'

/** Sends one request. @throws Error if the answer is an error */
export async function ask(url: string, { path, ...options }: LoadRequest) {
  const { statusCode, headers, body } = await request(url + path, options)
  const bytes = Buffer.from(await body.arrayBuffer())
  if (statusCode >= 400) throw new Error(`expected ${options.method} ${url}${path} to succeed, got ${statusCode}`)
  return { statusCode, headers, bytes }
}
