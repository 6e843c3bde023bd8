import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * Checks the page as it is, in its light and its dark theme, with axe-core's rules for WCAG 2.2 AA
 * and good practice.
 * @returns the problems, one line each: the rule and the place
 */
export async function audit(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  await judgeJoinedLetters(page)
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await run(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  // The theme changes only colours.
  const dark = await run(page, { runOnly: ['color-contrast'] })
  return [...light, ...dark.map((line) => `dark: ${line}`)]
}

/**
 * axe-core takes a text that is much narrower than its letters apart for an icon of an icon font, and gives no verdict on its colour:
 * so it would pass over Arabic, whose letters join. No font of ours has icons, so each letter gets the same width.
 */
function judgeJoinedLetters(page: Page): Promise<void> {
  return page.evaluate(() => {
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
