import { expect, test } from 'vitest'
import { describeWith } from '../support/machine.ts'
import { audit } from './audit.ts'
import { expectSigned, openBook, postDraft, shownOn, sign, statusOf } from './guestbook.ts'
import { useOwnBook, waitingOn } from './own-book.ts'

describeWith(['chromium'], 'one’s own entries that wait, and a book that closes', () => {
  const own = useOwnBook()
  const { newPage, setGate } = own

  test('an entry that waits is shown to its author alone, also after a reload, and can be withdrawn', async () => {
    await setGate('hold')
    const [page, other] = [await newPage(), await newPage()]
    await openBook(page, own.url)
    await openBook(other, own.url)
    await sign(page, 'May I come in?', 'Ben')
    await expect.poll(() => waitingOn(page)).toEqual(['May I come in?'])
    await expect.poll(() => statusOf(page)).toBe('Thank you! The owner reads your entry before it appears.')
    expect(await page.locator('#message').inputValue()).toBe('')
    expect(await page.locator('ul.held').textContent()).toContain('Waiting to be read by the owner')
    await page.reload()
    expect(await waitingOn(page)).toEqual(['May I come in?'])
    await other.reload()
    expect(await other.content()).not.toContain('May I come in?')
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await expect.poll(() => waitingOn(page)).toEqual([])
    expect((await own.guestbook.book.moderation.counts()).waiting).toBe(0)
  })

  test('an entry that waits stands above the pinned ones, before and after a reload', async () => {
    const { id } = await postDraft(own.url, { name: 'Ada', message: 'Welcome!' })
    const { moderation } = own.guestbook.book
    await moderation.mark(id, { kind: 'pin' }, 'test')
    await setGate('hold')
    const page = await newPage()
    await openBook(page, own.url)
    await page.locator('.pins').getByText('Welcome!').waitFor()
    await sign(page, 'I come after it')
    await page.locator('.status.thanks').waitFor()
    const isAbove = () => page.locator('ul.held + ul.pins').count()
    expect(await isAbove()).toBe(1)
    await page.reload()
    expect(await isAbove()).toBe(1)
    await moderation.mark(id, { kind: 'unpin' }, 'test')
  })

  test('once it is published, it takes the place of the waiting one on the open page', async () => {
    await setGate('hold')
    const page = await newPage()
    await openBook(page, own.url)
    await sign(page, 'Soon to be read')
    await expect.poll(() => waitingOn(page)).toEqual(['Soon to be read'])
    const { entries } = await own.guestbook.book.moderation.held('waiting', { limit: 10 })
    await own.guestbook.book.moderation.decide(
      entries.map(({ id }) => id),
      'publish',
      'test',
    )
    await expect.poll(() => waitingOn(page)).toEqual([])
    await expect.poll(() => shownOn(page)).toContain('Soon to be read')
    await page
      .locator('ul.entries > li', { hasText: 'Soon to be read' })
      .getByRole('link', { name: 'Change' })
      .waitFor()
  })

  test('a book that closes while a page is open says so at posting, and keeps the words', async () => {
    const page = await newPage()
    await openBook(page, own.url)
    await page.locator('#message').fill('just too late')
    await setGate('closed')
    await page.locator('#sign button').click()
    await expect.poll(() => page.locator('#form-problem').textContent()).toContain('closed for new entries')
    expect(await page.locator('#message').inputValue()).toBe('just too late')
    await openBook(page, own.url)
    expect(await page.locator('form#sign').count()).toBe(0)
    expect(await page.locator('.closed').textContent()).toContain('takes no new entries')
    expect(await audit(page)).toEqual([])
    // The words come back when the book opens.
    await setGate('open')
    await openBook(page, own.url)
    await expect.poll(() => page.locator('#message').inputValue()).toBe('just too late')
  })

  test('a closed page follows the book', async () => {
    await setGate('closed')
    const page = await newPage()
    await openBook(page, own.url)
    await setGate('open')
    await own.guestbook.book.append({ message: 'while a closed page was open' })
    await expect.poll(() => shownOn(page)).toContain('while a closed page was open')
  })

  test('what waits stays on the open page when another entry is changed', async () => {
    const page = await newPage()
    await openBook(page, own.url)
    await sign(page, 'came in at once')
    await expectSigned(page)
    await setGate('hold')
    await sign(page, 'still outside')
    await expect.poll(() => waitingOn(page)).toEqual(['still outside'])
    await setGate('open')
    await page.getByRole('link', { name: 'Change' }).click()
    await page.locator('#change-message').fill('changed at once')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await expect.poll(() => shownOn(page)).toContain('changed at once')
    expect(await waitingOn(page)).toEqual(['still outside'])
  })
})
