import type { Moderation } from '../../server/book/moderation.ts'
import { headerOf } from '../http/requests.ts'
import { findAll } from '../pages/markup.ts'
import type { SignedInBrowser } from './browser.ts'
import { saidIn } from './said.ts'

const PATH = '/admin/settings'

/** A tab in which the page of settings is open. */
export class SettingsTab {
  readonly #browser: SignedInBrowser
  body = ''
  constructor(browser: SignedInBrowser) {
    this.#browser = browser
  }

  async open(): Promise<this> {
    this.body = (await this.#browser.get(PATH)).body
    return this
  }

  /** Sends the form as it is, with what was filled in. */
  async send(filledIn: Record<string, string> = {}) {
    const response = await this.#browser.post(PATH, { ...this.values(), ...filledIn })
    const location = headerOf(response, 'location')
    const page = location === undefined ? response : await this.#browser.get(location)
    this.body = page.body
    return { status: response.statusCode, said: saidIn(this.body) }
  }

  values(): Record<string, string> {
    const { body } = this
    const inputs = findAll(body, 'input').filter(({ attributes }) => attributes.get('type') !== 'radio')
    const radios = findAll(body, 'input', { type: 'radio' }).filter(({ attributes }) => attributes.has('checked'))
    const areas = findAll(body, 'textarea').map(({ attributes, text }) => [
      attributes.get('name'),
      text.replace(/^\n/, ''),
    ])
    const all = [...inputs, ...radios].map(({ attributes }) => [attributes.get('name'), attributes.get('value') ?? ''])
    return Object.fromEntries([...all, ...areas].filter(([name]) => name !== undefined))
  }

  problem(field: string): string | undefined {
    return this.text({ id: `${field}-problem` })
  }

  text(attributes: Record<string, string>): string | undefined {
    return findAll(this.body, 'p', attributes)[0]?.text
  }
}

/** Takes back all settings, and opens the gate. */
export async function clearRules(moderation: Moderation): Promise<void> {
  const { settings } = await moderation.rules()
  await moderation.setSettings(Object.fromEntries(Object.keys(settings).map((name) => [name, undefined])), 'test')
  await moderation.setGate({ state: 'open' }, 'test')
}
