import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../server/common/languages.ts'
import { describeWith } from '../support/machine.ts'
import { fitsInEveryLanguage } from './in-every-language.ts'
import { useOwners } from './owners-suite.ts'

describeWith(['chromium'], 'the owner’s pages in every language', () => {
  const { local, linkFor, open, enter } = useOwners()

  test('on a wide screen the places of the navigation stand in one line in every language', async () => {
    const page = await open({ viewport: { width: 1200, height: 800 }, javaScriptEnabled: false })
    await enter(page, local(), '--name', 'Anna')
    for (const language of LANGUAGES) {
      await page.setExtraHTTPHeaders({ 'guestbook-language': language })
      await page.goto(`${local()}/admin`)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      const tops = await page
        .locator('nav a:not(.title)')
        .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top))
      expect(tops.length).toBeGreaterThan(4)
      expect(new Set(tops), language).toEqual(new Set([tops[0]]))
    }
  })

  test.each([280, 320, 360])('no Korean word is broken at %d pixels', async (width) => {
    const page = await open({ viewport: { width, height: 640 }, locale: 'ko' })
    await page.goto(local() + (await linkFor('--name', 'Kim')))
    expect(await page.locator('.how').textContent()).toMatch(/\p{Script=Hangul}/u)
    const broken = await page.locator('.how').evaluateAll((all) =>
      all.flatMap(({ firstChild: text }) =>
        [...(text?.nodeValue ?? '').matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
          const range = new Range()
          range.setStart(text as Text, index)
          range.setEnd(text as Text, index + word.length)
          return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? [word] : []
        }),
      ),
    )
    expect(broken).toEqual([])
  })

  describe('no problem is found, nothing is too wide and nothing too small for a thumb, in any language', () => {
    const narrow = () => open({ viewport: { width: 320, height: 640 }, hasTouch: true })

    test('on the way in', async () => {
      const page = await narrow()
      await page.goto(`${local()}/admin/enter`)
      await fitsInEveryLanguage(page, 'how to get in')
      await page.goto(`${local()}/admin/enter/${'A'.repeat(22)}`)
      await fitsInEveryLanguage(page, 'a link that does not work')
      await page.goto(local() + (await linkFor('--name', 'W'.repeat(50))))
      await fitsInEveryLanguage(page, 'a link that works')
      await page.locator('button.main').click()
      await page.waitForURL(`${local()}/admin?welcome`)
      await fitsInEveryLanguage(page, 'the start', '.said')
    })

    test('in the settings', async () => {
      const page = await narrow()
      await enter(page, local(), '--name', 'W'.repeat(50))
      await page.goto(`${local()}/admin/settings?done=saved&meanwhile=title,intro.de`)
      await fitsInEveryLanguage(page, 'settings')
      await page.goto(`${local()}/admin/settings`)
      for (const summary of await page.locator('details summary').all()) await summary.click()
      await page.locator('[name="title.ar"]').fill('x'.repeat(101))
      await page.locator('[name=timeZone]').fill('Nowhere')
      await page.locator('[value=closed]').check()
      await page.locator('[name=opens]').fill('2099-01-01T10:00')
      await page.locator('button.main').click()
      await page.locator('.problem').first().waitFor()
      await fitsInEveryLanguage(page, 'refused settings', '.problem')
    })

    test('among the people', async () => {
      const page = await narrow()
      await enter(page, local(), '--name', 'W'.repeat(50))
      await page.goto(`${local()}/admin/sign?done`)
      await fitsInEveryLanguage(page, 'signing')
      await page.goto(`${local()}/admin/people?done=ended`)
      await fitsInEveryLanguage(page, 'people')
    })

    test('in an invitation', async () => {
      const page = await narrow()
      await enter(page, local(), '--name', 'W'.repeat(50))
      for (const [name, shown] of [
        ['\u200b', '.problem'],
        ['Zoë', '.qr'],
      ] as const) {
        await page.goto(`${local()}/admin/people`)
        await page.locator('#name').fill(name)
        await page.locator('.invite button').click()
        await page.locator(shown).waitFor()
        await fitsInEveryLanguage(page, 'after an invitation', shown)
      }
    })
  })
})
