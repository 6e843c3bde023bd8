import { execFile } from 'node:child_process'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'

const folder = join(import.meta.dirname, '../../docs')

/** Saves what the page shows as a picture in docs/. */
export async function photograph(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/${name}.png`)
}

/** Prints the page, and saves one sheet as a picture in docs/. `resolution` is in dots per inch. Needs `pdftoppm` of Poppler. */
export async function photographPaper(
  page: Page,
  name: string,
  { sheet, resolution }: { readonly sheet: number; readonly resolution: number },
): Promise<void> {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'guestbook-paper-'))
  const file = join(directory.path, 'book.pdf')
  await writeFile(file, await page.pdf({ preferCSSPageSize: true }))
  const options = ['-png', '-singlefile', '-f', `${sheet}`, '-r', `${resolution}`]
  await promisify(execFile)('pdftoppm', [...options, file, join(folder, name)])
  console.log(`docs/${name}.png`)
}
