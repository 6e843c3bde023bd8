import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { openSqliteBook } from '../../server/book/stores/sqlite/sqlite-book.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** The entries of a book: their names and messages. */
export type Words = readonly (readonly [name: string, message: string])[]

/** A message that is folded on a phone. */
export const LONG = 'The path along the lake was icy. '.repeat(29)

/** A server whose book was filled past the limits, as by an earlier version. */
export async function startFilled(entries: Words): Promise<RunningServer & { readonly directory: string }> {
  const directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-nasty-'))
  const book = openSqliteBook({ directory: directory.path, seedMessage: '' })
  for (const [name, message] of entries) await book.append({ name, message })
  await book.close()
  const server = await startServer({ DATA_DIR: directory.path, RATE_LIMIT: '0' })
  const dispose = server[Symbol.asyncDispose]
  return Object.assign(server, {
    directory: directory.path,
    [Symbol.asyncDispose]: async () => {
      await dispose()
      await directory[Symbol.asyncDispose]()
    },
  })
}

/** How many of its lines the message of each entry shows, and how high name and time are below it, in CSS pixels. */
export function heights(page: Page, items = '.entries > li') {
  return page.locator(items).evaluateAll((items) =>
    items.map((item) => {
      const [message, by] = [item.querySelector('.message'), item.querySelector('.by')]
      if (!message || !by) throw new Error('expected a message and a name')
      const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(message)
      const [line = 0, ...paddings] = [lineHeight, paddingTop, paddingBottom].map(Number.parseFloat)
      const height = message.getBoundingClientRect().height - paddings.reduce((sum, padding) => sum + padding, 0)
      return { lines: height / line, by: by.getBoundingClientRect().height, whole: item.getBoundingClientRect().height }
    }),
  )
}

/** What each of the elements looks like, with whatever others paint over it. */
export async function shots(elements: Locator): Promise<string[]> {
  const images: string[] = []
  for (const element of await elements.all()) images.push((await element.screenshot()).toString('base64'))
  return images
}
