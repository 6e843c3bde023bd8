import { get, type IncomingMessage } from 'node:http'
import { eventually } from '../support/eventually.ts'
import type { Client } from './client.ts'

/** A page that is open: what it is told. */
export class LiveStream implements AsyncDisposable {
  text = ''
  readonly #response: IncomingMessage

  static async open(client: Client, after?: string): Promise<LiveStream> {
    const url = `${client.url}/api/live${after ? `?after=${after}` : ''}`
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    get(url, { agent: false }, resolve).on('error', reject)
    return new LiveStream(await promise)
  }

  private constructor(response: IncomingMessage) {
    this.#response = response
    response.setEncoding('utf8').on('data', (text: string) => {
      this.text += text
    })
    response.on('error', () => {})
  }

  said(text: string): Promise<void> {
    return eventually(`the page to be told ${text}`, async () => {
      if (!this.text.includes(text)) throw new Error(this.text)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#response.destroy()
  }
}
