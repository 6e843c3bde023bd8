import { checkDraft } from '../../server/common/text/draft.ts'
import { newKey } from '../signing/post-entry.ts'
import { startAlone } from '../start-alone.ts'
import { offerByHand } from './by-hand.ts'
import { Outbox } from './outbox.ts'
import type { Letter } from './post-letter.ts'
import { presenceAfter } from './presence.ts'
import { RestPage } from './rest-page.ts'
import { type Part, screen } from './screen.ts'

const THANKS_MS = 8_000
const TICK_MS = 250

/**
 * One visitor after another: the tablet at rest, the form, the thanks, and back. All parts are in the page, so that this works while there is
 * no server. A visit begins with a page as the server sent it and ends with another, so nothing of one is left for the next.
 */
export class Visits {
  readonly #outbox = new Outbox(() => screen.tellKept(this.#outbox.size))
  readonly #rest: RestPage
  #part: Part = 'rest'
  #key = newKey()
  #touchedAt = Date.now()
  #thankedAt = 0
  #isAsked = false

  /** @param page as the server sent it */
  constructor(page: Document) {
    this.#rest = new RestPage(page, {
      onChange: () => this.#showCurrent(),
      // The server has just answered, so reloading will work. Letters live in this page, so they go first.
      onOutdated: () => this.#part === 'rest' && this.#outbox.size === 0 && location.reload(),
    })
  }

  start(): void {
    for (const type of ['pointerdown', 'keydown', 'input'] as const) addEventListener(type, this.#touch)
    addEventListener('click', this.#click)
    addEventListener('submit', this.#submit)
    // A page that the browser kept, and one that it keeps.
    addEventListener('pageshow', ({ persisted }) => persisted && this.#end())
    addEventListener('pagehide', () => this.#end())
    setInterval(this.#tick, TICK_MS)
    this.#rest.start()
  }

  readonly #touch = () => {
    // The next visitor may be the one who touches, so only the button goes on.
    if (!this.#isAsked) this.#touchedAt = Date.now()
  }

  readonly #click = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : undefined
    const link = target?.closest('a')
    if (link) event.preventDefault()
    if (link?.matches('.write')) this.#begin()
    else if (link?.matches('.leave')) this.#end()
    else if (link?.closest('nav')) void this.#changeLanguage(link.href)
    else if (target?.closest('.still button')) this.#goOn()
    else if (target?.closest('.unsent button')) this.#outbox.sendNow()
    else if (this.#part === 'thanks') this.#end()
  }

  #begin(): void {
    this.#key = newKey()
    this.#show('writing')
    const { form } = screen
    if (form) form.noValidate = true
    if (form) startAlone({ start: () => offerByHand(form) })
    screen.form?.querySelector('textarea')?.focus()
  }

  async #changeLanguage(address: string): Promise<void> {
    const page = await this.#rest.fetchIn(address)
    if (page && this.#part === 'rest') screen.replace(page)
    screen.tellKept(this.#outbox.size)
  }

  #goOn(): void {
    this.#isAsked = false
    this.#touch()
    screen.ask(undefined)
    if (this.#part === 'writing') screen.form?.querySelector('textarea')?.focus()
  }

  readonly #submit = (event: Event) => {
    event.preventDefault()
    if (this.#part === 'writing' && !screen.form?.inert) void this.#send()
  }

  async #send(): Promise<void> {
    screen.clearProblems()
    const problem = this.#findProblem()
    if (problem !== undefined) {
      return screen.tellProblem({ detail: problem, errors: [{ pointer: '#/message', detail: problem }] })
    }
    const letter: Letter = { draft: screen.typed, key: this.#key, language: screen.language }
    const isWatched = () => this.#key === letter.key
    this.#setSending(true)
    const delivery = await this.#outbox.send(letter, {
      isWatched,
      onFailure: () => isWatched() && this.#showUnsent(letter),
    })
    if (!isWatched()) return
    this.#setSending(false)
    if (delivery.kind === 'added') return this.#thank(delivery.isWaiting)
    this.#show('writing')
    screen.tellProblem(delivery.problem)
  }

  /** What can be said without a server; undefined if there is nothing. */
  #findProblem(): string | undefined {
    const checked = checkDraft(screen.typed)
    const [problem] = checked.ok ? [] : checked.problems
    const { empty, tooLong } = screen.text
    if (problem?.kind === 'empty') return empty
    if (problem?.kind !== 'too-long' || problem.field !== 'message' || problem.length === undefined) return undefined
    const number = (value: number) => value.toLocaleString(screen.language)
    return tooLong.replace('{length}', number(problem.length)).replace('{limit}', number(problem.limit))
  }

  #setSending(isSending: boolean): void {
    screen.tellStatus(isSending ? screen.text.sending : '')
    if (screen.form) screen.form.inert = isSending
  }

  #showUnsent({ draft }: Letter): void {
    this.#show('unsent')
    const words = document.querySelector('.unsent blockquote')
    if (words) words.textContent = draft.message
  }

  #thank(isWaiting: boolean): void {
    this.#thankedAt = Date.now()
    this.#show('thanks')
    for (const [name, isShown] of [
      ['published', !isWaiting],
      ['waiting', isWaiting],
    ] as const) {
      const line = document.querySelector<HTMLElement>(`.thanks .${name}`)
      if (line) line.hidden = !isShown
    }
  }

  #show(part: Part): void {
    this.#part = part
    this.#isAsked = false
    screen.ask(undefined)
    screen.show(part)
  }

  readonly #tick = () => {
    const now = Date.now()
    if (this.#part === 'thanks') {
      if (now - this.#thankedAt >= THANKS_MS) this.#end()
      return
    }
    const isWriting = this.#part === 'writing' && Object.values(screen.typed).some((text) => text !== '')
    const presence = presenceAfter(now - this.#touchedAt, isWriting)
    // At rest there is nothing to lose but the language.
    if (this.#part === 'rest') {
      if (presence.kind !== 'here' && screen.language !== this.#rest.page.documentElement.lang) this.#end()
      return
    }
    if (presence.kind === 'gone') return this.#end()
    this.#isAsked = presence.kind === 'asked'
    screen.ask(presence.kind === 'asked' ? presence.seconds : undefined)
  }

  /** What was sent and is not confirmed stays in the outbox. */
  #end(): void {
    this.#key = newKey()
    this.#part = 'rest'
    this.#isAsked = false
    screen.replace(this.#rest.page)
    screen.tellKept(this.#outbox.size)
    void this.#rest.refresh()
  }

  #showCurrent(): void {
    if (this.#part !== 'rest' || screen.language !== this.#rest.page.documentElement.lang) return
    if (!screen.isSame(this.#rest.page)) screen.replace(this.#rest.page)
    screen.tellKept(this.#outbox.size)
  }
}
