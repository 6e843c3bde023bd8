import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../support/app.ts'
import { type SignedInBrowser, signIn } from './browser.ts'
import { clearRules, SettingsTab } from './settings-tab.ts'

describe('settings saved at the same moment', () => {
  let guestbook: TestApp
  let anna: SignedInBrowser
  beforeAll(async () => {
    guestbook = await startApp()
    anna = await signIn(guestbook)
  })
  afterAll(() => guestbook?.[Symbol.asyncDispose]())
  beforeEach(() => clearRules(guestbook.book.moderation))

  const open = () => new SettingsTab(anna).open()
  const rules = () => guestbook.book.moderation.rules()

  test('two that save at the same moment do not undo each other, and the slower one is asked first', async () => {
    const tabs = [await open(), await open(), await open()]
    const { moderation } = guestbook.book
    const read = moderation.rules.bind(moderation)
    // All have read before the first writes.
    const { promise: allHaveRead, resolve } = Promise.withResolvers<void>()
    let readers = 0
    moderation.rules = async () => {
      const rules = await read()
      readers += 1
      if (readers === tabs.length) resolve()
      await allHaveRead
      return rules
    }
    const typed = tabs.map((_, index) => ({ title: `Title ${index}`, ...(index === 2 && { gate: 'hold' }) }))
    const answers = await Promise.all(tabs.map((tab, index) => tab.send(typed[index])))
    moderation.rules = read
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    const saved = typed[answers.findIndex(({ status }) => status === 303)]
    const { settings, gate } = await rules()
    expect(settings).toEqual({ title: saved?.title })
    expect(gate.state).toBe(saved?.gate ?? 'open')
    for (const [index, tab] of tabs.entries()) {
      if (answers[index]?.status === 303) continue
      expect(tab.problem('title')).toContain(`to “${saved?.title}”. Save again`)
      expect(tab.values()).toMatchObject(typed[index] ?? {})
    }
  })

  test('two that save different settings at the same moment both save them', async () => {
    const tabs = [await open(), await open()]
    const answers = await Promise.all([tabs[0]?.send({ title: 'Both' }), tabs[1]?.send({ ownerName: 'Anna' })])
    expect(answers.map((answer) => answer?.status)).toEqual([303, 303])
    expect((await rules()).settings).toEqual({ title: 'Both', ownerName: 'Anna' })
  })
})
