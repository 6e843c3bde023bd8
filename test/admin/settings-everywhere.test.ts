import { expect, test } from 'vitest'
import { headerOf } from '../http/requests.ts'
import { find } from '../pages/markup.ts'
import { redisVariables, startApp } from '../support/app.ts'
import { onBusyMachine } from '../support/busy.ts'
import { describeWith } from '../support/machine.ts'
import { startRedis } from '../support/redis.ts'
import { signIn } from './browser.ts'
import { SettingsTab } from './settings-tab.ts'

test('what the environment sets wins, and is shown as fixed there', async () => {
  await using guestbook = await startApp({ BOOK_TITLE: 'From <outside>', BOOK_INTRO: 'Also' })
  const { moderation } = guestbook.book
  const tab = await new SettingsTab(await signIn(guestbook)).open()
  expect(tab.body).toContain('Set by BOOK_TITLE where the guestbook runs')
  expect(tab.body).toContain('Set by BOOK_INTRO where the guestbook runs')
  expect(tab.body).toContain('From &#60;outside&#62;')
  expect(Object.keys(tab.values()).filter((name) => /title|intro/.test(name))).toEqual([])
  expect(await tab.send({ title: 'Mine', 'title.de': 'Meins', intro: 'Mine', ownerName: 'Anna' })).toMatchObject({
    status: 303,
  })
  expect((await moderation.rules()).settings).toEqual({ ownerName: 'Anna' })
  // Set before the environment was.
  await moderation.setSettings({ title: 'Mine', 'title.de': 'Meins', 'intro.de': 'Meins', accent: 'rose' }, 'test')
  const german = async () => (await guestbook.app.inject({ url: '/', headers: { 'accept-language': 'de' } })).body
  await expect.poll(german).toContain('accent-rose')
  expect(await german()).toContain('<title>From &#60;outside&#62;</title>')
  expect(await german()).not.toContain('Meins')
})

test('settings that another program wrote wrongly count as not set', async () => {
  await using guestbook = await startApp()
  const { moderation } = guestbook.book
  await moderation.setSettings({ accent: 'red"', font: 'x', timeZone: 'Nowhere', changeWindow: 'x', a: 'b' }, 'test')
  const tab = await new SettingsTab(await signIn(guestbook)).open()
  expect(tab.values()).toMatchObject({ accent: 'brick', font: 'serif', timeZone: 'UTC', changeWindow: '15' })
  await tab.send({ ownerName: 'Anna' })
  expect((await moderation.rules()).settings).toMatchObject({ ownerName: 'Anna', a: 'b' })
  await moderation.setSettings({ title: 'Now' }, 'test')
  await expect.poll(async () => (await guestbook.app.inject('/')).body).toContain('<title>Now</title>')
  expect(find((await guestbook.app.inject('/')).body, 'html').attributes.get('class')).toBeUndefined()
})

describeWith(['redis'], 'settings saved at one front end', () => {
  test('hold at the other within a second, with pages of another tag, newest and older', async () => {
    await using redis = await startRedis({ replicas: 1 })
    await using here = await startApp(redisVariables(redis.master, redis.replicas[0]))
    await using there = await startApp(redisVariables(redis.master, redis.replicas[0]))
    const tab = new SettingsTab(await signIn(here))
    for (let number = 0; number < 25; number++) await here.book.append({ message: `message ${number}` })
    await redis.waitForReplicas()
    await expect.poll(async () => (await there.app.inject('/')).body).toContain('message 24')
    const older = `/?before=${(await there.app.inject('/api/entries?limit=20')).json().next}`
    for (const title of ['One', 'Two', 'Three']) {
      const addresses = ['/', older, '/feed.atom', '/nowhere']
      const before = await Promise.all(addresses.map((url) => there.app.inject(url)))
      await tab.open()
      const started = performance.now()
      await tab.send({ title, accent: 'pine' })
      for (const [index, url] of addresses.entries()) {
        const seen = headerOf(before[index] ?? fail(), 'etag')
        const ask = () => there.app.inject({ url, headers: seen === undefined ? {} : { 'if-none-match': seen } })
        await expect.poll(async () => (await ask()).body).toContain(`${title}</title>`)
      }
      expect(performance.now() - started).toBeLessThan(onBusyMachine(5000))
    }
    // The page of settings is read from the master, at once.
    const other = new SettingsTab((await signIn(there)).at(there))
    await tab.send({ title: 'Four' })
    await other.open()
    expect(other.values().title).toBe('Four')
  })
})

function fail(): never {
  throw new Error('expected an answer')
}
