import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBrowser } from '../test/support/browser.ts'

/** `npm run icons`: draws the PNG files of web/icons from the SVG files there, for phones and for previews of links. */

/** Apple and Android cut the corners off: there the drawing needs a ground and a margin. */
const GROUND = '#faf7f1'
const MARGIN = 0.16

const DRAWINGS = [
  { from: 'icon.svg', to: 'icon-192.png', width: 192, height: 192 },
  { from: 'icon.svg', to: 'icon-512.png', width: 512, height: 512 },
  { from: 'icon.svg', to: 'maskable-512.png', width: 512, height: 512, ground: GROUND },
  { from: 'icon.svg', to: 'apple-touch-icon.png', width: 180, height: 180, ground: GROUND },
  { from: 'preview.svg', to: 'preview.png', width: 1200, height: 630 },
]

const folder = join(import.meta.dirname, '../web/icons')
const browser = await launchBrowser()
for (const { from, to, width, height, ground } of DRAWINGS) {
  const drawing = await readFile(join(folder, from), 'utf8')
  const margin = ground === undefined ? 0 : Math.round(width * MARGIN)
  await using page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(`<style>
    body { margin: 0; background: ${ground ?? 'transparent'} }
    svg { display: block; box-sizing: border-box; width: ${width}px; height: ${height}px; padding: ${margin}px }
  </style>${drawing}`)
  await writeFile(join(folder, to), await page.screenshot({ omitBackground: ground === undefined }))
}
await browser.close()
