import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import type { Language } from '../../server/common/languages.ts'

/** Half the size of `axe.source`: every page that is checked has to load it. */
const AXE = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/**
 * Checks the page as it is, in its light and its dark theme, with axe-core's rules for WCAG 2.2 AA
 * and good practice.
 * @returns the problems, one line each: the rule and the place
 */
export async function audit(page: Page): Promise<string[]> {
  await install(page)
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await run(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  // The theme changes only colours.
  const dark = await run(page, { runOnly: [COLOURS] })
  return [...light, ...dark.map((line) => `dark: ${line}`)]
}

/**
 * Languages that axe-core can tell apart: their letters differ, and Arabic is written from right to left. Others differ in words alone, and
 * the tests of the catalogues find a word that is missing.
 */
export const UNLIKE: readonly Language[] = ['en', 'zh-Hans', 'ar']

const COLOURS = 'color-contrast'

/**
 * Loads axe-core into the page, once. It takes a text that is much narrower than its letters apart for an icon of an icon font, and gives no
 * verdict on its colour: so it would pass over Arabic, whose letters join. No font of ours has icons, so each letter gets the same width.
 */
async function install(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return
  await page.evaluate(AXE)
  await page.evaluate(() => {
    CanvasRenderingContext2D.prototype.measureText = ({ length }) => ({ width: 30 * length }) as TextMetrics
  })
}

function run(page: Page, options: axe.RunOptions): Promise<string[]> {
  return page.evaluate(async (given) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      ...given,
      resultTypes: ['violations'],
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    )
  }, options)
}
