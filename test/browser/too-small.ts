import type { Page } from 'playwright-core'

const CONTROLS =
  'button:not(.unseen), a, label.choice, label:has(input[type=checkbox]), summary, select, textarea, input[name="name"]'

/** What can be pressed, is seen, and is less than 44 px high: the start of its markup. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(
    (controls) =>
      [...document.querySelectorAll(controls)]
        .filter(
          (element) =>
            element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height < 44,
        )
        .map((element) => element.outerHTML.slice(0, 80)),
    CONTROLS,
  )
}
