import { beforeEach, expect } from 'vitest'
import type { TestApp } from '../support/app.ts'
import { TestVisitor } from '../support/visitor.ts'
import { describeHereAndThere, type HereAndThere, settled } from './here-and-there.ts'
import { headerOf, readEntries } from './requests.ts'

/** Defines tests in which two visitors sign an open book and change what they wrote. Both are new in each test. */
export function describeOwnEntries(what: string, define: (own: OwnEntries) => void): void {
  describeHereAndThere(what, (apps) => {
    const own = new OwnEntries(apps)
    beforeEach(() => own.begin())
    define(own)
  })
}

export class OwnEntries {
  /** Asks the front end here. */
  author!: TestVisitor
  /** Asks the front end there. */
  other!: TestVisitor
  readonly #apps: HereAndThere

  constructor(apps: HereAndThere) {
    this.#apps = apps
  }

  get here(): TestApp {
    return this.#apps.here
  }

  get there(): TestApp {
    return this.#apps.there
  }

  async begin(): Promise<void> {
    this.author = new TestVisitor(this.here.app)
    this.other = new TestVisitor(this.there.app)
    await this.here.book.moderation.setGate({ state: 'open' }, 'test')
    await this.here.book.moderation.setSettings({ changeWindow: undefined }, 'test')
    await this.settled()
  }

  /** Resolves when both front ends know all that was written. */
  settled(): Promise<void> {
    return settled(this.#apps)
  }

  /** Signs with the author's form and returns the entry's id. */
  async sign(message: string, name = ''): Promise<string> {
    const response = await this.author.submit('/', { message, name })
    expect(response.statusCode).toBe(303)
    const location = headerOf(response, 'location') ?? ''
    expect(location).toMatch(/^\/entry\/\d+-\d+$/)
    return location.slice('/entry/'.length)
  }

  /** Newest first. */
  async messages(app: TestApp = this.there): Promise<string[]> {
    return (await readEntries(app.app)).map(({ message }) => message)
  }
}
