import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { NASTY_TEXTS } from '../support/nasty-entries.ts'
import { audit } from './audit.ts'
import { WallPage, WallSuite } from './wall-page.ts'

describeWith(['chromium'], 'the wall', () => {
  const suite = new WallSuite()
  const mark = (id: string, kind: 'hide' | 'show') => suite.guestbook.book.moderation.mark(id, { kind }, 'test')

  test('shows one entry after the other, each for eight seconds, and begins again', async () => {
    await suite.set({ wallDelay: '0' })
    await suite.add('one', 'two', 'three')
    await using wall = await suite.open()
    await wall.knows(3)
    expect(await wall.shown()).toBe('three')
    await wall.pass(7)
    expect(await wall.shown()).toBe('three')
    await wall.shows('two')
    expect(await wall.turns(4, 8)).toEqual(['two', 'one', 'three', 'two'])
  })

  test('shows a new entry next once it has waited ten seconds, and that for eight', async () => {
    await using wall = await suite.open()
    await wall.knows(0)
    const atFirst = await wall.now()
    await suite.add('first')
    await wall.shows('first', 0.25)
    expect(await wall.now()).toBeGreaterThanOrEqual(atFirst + 10)
    const later = await wall.now()
    await suite.add('second', 'third')
    await wall.shows('second', 0.25)
    // It interrupts one that was seen before, but the next new one waits for it.
    expect(await wall.now()).toBeGreaterThanOrEqual(later + 10)
    await wall.pass(7)
    expect(await wall.shown()).toBe('second')
    await wall.shows('third', 0.25)
  })

  test('without a delay, a new entry takes the place of one that was seen before', async () => {
    await suite.set({ wallDelay: '0', wallSeconds: '300' })
    await suite.add('old')
    await using wall = await suite.open()
    await wall.knows(1)
    await wall.shows('old')
    await suite.add('new')
    await wall.knows(2)
    const known = await wall.now()
    await wall.shows('new', 0.02)
    expect(await wall.now()).toBeLessThan(known + 5)
  })

  test('shows the owner’s reply where there is room, and none below a long entry', async () => {
    await suite.set({ wallDelay: '0' })
    const [short, long] = await suite.add('Thank you', 'a long entry with many words '.repeat(20))
    for (const entry of [short, long]) {
      await suite.guestbook.book.moderation.mark(entry?.id ?? '', { kind: 'reply', text: 'Come again!' }, 'test')
    }
    await expect.poll(() => suite.guestbook.feed.state?.entries.every(({ reply }) => reply)).toBe(true)
    await using wall = await suite.open({ viewport: { width: 1024, height: 500 }, reducedMotion: 'reduce' })
    await wall.shows(short?.message, 5)
    expect(await wall.page.locator('.answer').textContent()).toBe('Come again!')
    await wall.page.keyboard.press('ArrowRight')
    expect(await wall.page.locator('.answer').count()).toBe(0)
  })

  test('what is hidden while it waits never shows; what is hidden on the wall vanishes at once', async () => {
    await suite.set({ wallDelay: '10' })
    const [old] = await suite.add('old')
    await using wall = await suite.open()
    await wall.knows(1)
    await wall.shows('old', 1)
    const [spam] = await suite.add('spam')
    await wall.knows(2)
    await wall.pass(5)
    await mark(spam?.id ?? '', 'hide')
    await wall.knows(1)
    expect(await wall.turns(10, 2)).toEqual(Array(10).fill('old'))
    await mark(old?.id ?? '', 'hide')
    await expect.poll(() => wall.shown()).toBeUndefined()
    expect(await wall.page.locator('.empty').isVisible()).toBe(true)
    await mark(old?.id ?? '', 'show')
    await wall.knows(1)
    await wall.shows('old')
  })

  test('an entry whose connection was lost while it waited is looked up before it shows', async () => {
    const [old] = await suite.add('old')
    await using wall = await suite.open()
    await wall.knows(1)
    await wall.shows('old', 1)
    const [spam] = await suite.add('spam')
    await wall.knows(2)
    await wall.page.context().setOffline(true)
    await mark(spam?.id ?? '', 'hide')
    await wall.pass(15)
    expect(await wall.shown()).toBe('old')
    await wall.page.context().setOffline(false)
    await wall.knows(1)
    await wall.pass(30)
    expect(await wall.shown()).toBe(old?.message)
  })

  test('an entry that could not be looked up shows as soon as the book answers again', async () => {
    await suite.add('old')
    await using wall = await suite.open({ reducedMotion: 'reduce' })
    await wall.knows(1)
    await wall.shows('old', 1)
    await suite.add('late')
    await wall.knows(2)
    let lookedUp = 0
    await wall.page.route(/\/api\/(live|entries)/, async (route) => {
      if (route.request().url().includes('/api/entries/')) lookedUp += 1
      await route.abort()
    })
    // The stream counts as dead, and the pauses grow.
    await expect
      .poll(async () => {
        await wall.pass(15)
        return lookedUp
      })
      .toBeGreaterThan(4)
    expect(await wall.shown()).toBe('old')
    await wall.page.unroute(/\/api\/(live|entries)/)
    await expect.poll(() => wall.shown()).toBe('late')
  })

  test('keys pause, go on, and lead back and forth', async () => {
    await suite.set({ wallDelay: '0' })
    await suite.add('one', 'two', 'three')
    await using wall = await suite.open()
    const { keyboard } = wall.page
    await wall.knows(3)
    await keyboard.press('Space')
    expect(await wall.page.locator('.paused').textContent()).toBe('Paused')
    await wall.pass(60)
    expect(await wall.shown()).toBe('three')
    await keyboard.press('ArrowRight')
    await wall.shows('two')
    await wall.pass(60)
    await keyboard.press('ArrowLeft')
    await wall.shows('three')
    await keyboard.press('Space')
    expect(await wall.page.locator('.paused').textContent()).toBe('')
    await wall.pass(8.5)
    expect(await wall.shown()).not.toBe('three')
    expect(await wall.page.locator('aside').isVisible()).toBe(false)
    await keyboard.press('?')
    expect(await wall.page.locator('aside').isVisible()).toBe(true)
    await keyboard.press('?')
    expect(await wall.page.locator('aside').isVisible()).toBe(false)
  })

  test('shows a long entry in parts, one after the other, with all its words', async () => {
    await suite.set({ wallDelay: '0' })
    const message = Array.from({ length: 180 }, (_, index) => `w${index}`).join(' ')
    await suite.add(message)
    await using wall = await suite.open({ viewport: { width: 800, height: 450 }, reducedMotion: 'reduce' })
    await wall.knows(1)
    const parts: (string | undefined)[] = []
    const count = Number((await wall.page.locator('.part').textContent())?.split('/')[1])
    expect(count).toBeGreaterThan(1)
    for (let part = 1; part <= count; part++) {
      expect(await wall.page.locator('.part').textContent()).toBe(`${part}/${count}`)
      parts.push(await wall.shown())
      await wall.page.keyboard.press('ArrowRight')
    }
    expect(parts.join(' ')).toBe(message)
    expect(await wall.page.locator('.part').textContent()).toBe(`1/${count}`)
  })

  test('moves nothing where motion is not wanted', async () => {
    await suite.set({ wallDelay: '0' })
    await suite.add('one', 'two')
    await using wall = await suite.open({ reducedMotion: 'reduce' })
    await wall.knows(2)
    await wall.page.keyboard.press('ArrowRight')
    expect(await wall.shown()).toBe('one')
    expect(await wall.page.locator('.wall.leaving').count()).toBe(0)
  })

  test.each([true, false])('no entry is drawn outside the wall, scripts %s', async (javaScriptEnabled) => {
    await suite.set({ wallDelay: '0' })
    for (const message of Object.values(NASTY_TEXTS)) await suite.guestbook.book.append({ name: message, message })
    await expect.poll(() => suite.guestbook.feed.state?.total).toBe(Object.keys(NASTY_TEXTS).length)
    const viewport = { width: 1024, height: 768 }
    await using page = await suite.browser.newPage({ javaScriptEnabled, viewport, reducedMotion: 'reduce' })
    await page.goto(suite.url)
    // Its script has begun.
    if (javaScriptEnabled) await page.locator('.count', { hasText: 'the last one' }).waitFor()
    for (let turn = 0; turn < Object.keys(NASTY_TEXTS).length; turn++) {
      const { bottoms, height, ...whole } = await page.evaluate(() => {
        const bottomOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0
        return {
          bottoms: ['.wall .message', 'main', 'footer'].map(bottomOf),
          height: document.querySelector<HTMLElement>('.wall li')?.offsetHeight ?? 0,
          scrollWidth: document.documentElement.scrollWidth,
          scrollHeight: document.documentElement.scrollHeight,
        }
      })
      expect(height, `turn ${turn}`).toBeGreaterThan(20)
      expect(whole).toEqual({ scrollWidth: viewport.width, scrollHeight: viewport.height })
      // Without a script the wall clips what it has guessed wrongly.
      if (javaScriptEnabled) expect(bottoms).toEqual(bottoms.toSorted((a, b) => a - b))
      if (javaScriptEnabled) await page.keyboard.press('ArrowRight')
      else {
        const next = await page.locator('meta[http-equiv=refresh]').getAttribute('content')
        await page.goto(new URL(next?.split('url=')[1] ?? '', suite.url).href)
      }
    }
  })

  test('says on plain HTTP that the screen may fall asleep', async () => {
    await using wall = await WallPage.open(suite.browser, `http://guestbook.test:${suite.port}/wall`)
    await wall.page.locator('.sleep').waitFor()
    expect(await wall.page.locator('.sleep').textContent()).toContain('screen saver')
  })

  test.each(['en', 'zh-Hans', 'ar'])('has no problem of accessibility (%s)', async (language) => {
    await suite.set({ wallDelay: '0' })
    await suite.add('Hello', '你好', 'مرحبا')
    await using page = await suite.browser.newPage({ reducedMotion: 'reduce' })
    await page.goto(`${suite.url}?lang=${language}`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await page.locator('aside').waitFor()
    expect(await audit(page)).toEqual([])
  })
})
