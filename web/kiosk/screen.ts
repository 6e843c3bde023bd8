import { type Draft, draftOf } from '../../server/common/entry.ts'
import { FIELD_NAMES, isDrawn } from '../../server/common/entry-fields.ts'
import type { KioskScriptText } from '../../server/common/kiosk-script-text.ts'
import type { Problem } from '../../server/common/problem.ts'

/** What the tablet shows, one at a time. */
export type Part = 'rest' | 'writing' | 'unsent' | 'thanks'

/** The page. Its parts are replaced after each visitor, so they are looked up each time. */
export const screen = {
  get language(): string {
    return document.documentElement.lang
  },

  get text(): KioskScriptText {
    return JSON.parse(document.body.dataset.text ?? '{}')
  },

  get form(): HTMLFormElement | null {
    return document.querySelector('.writing form')
  },

  get typed(): Draft {
    const { form } = screen
    const data = form && new FormData(form)
    return draftOf((field) => String(data?.get(field) ?? ''))
  },

  show(part: Part): void {
    for (const section of document.querySelectorAll<HTMLElement>('main > section:not(.still)')) {
      section.hidden = !section.classList.contains(part)
    }
    const main = document.querySelector('main')
    if (main) main.dataset.state = part
  },

  /** True if a page looks as this one does. */
  isSame(page: Document): boolean {
    return document.querySelector('main')?.isEqualNode(page.querySelector('main')) ?? false
  },

  /** Puts a page, as the server sent it, in the place of this one. Nothing of a visitor outlasts that. */
  replace(page: Document): void {
    const main = page.querySelector('main')
    if (!main) return
    document.querySelector('main')?.replaceWith(document.importNode(main, true))
    document.body.dataset.text = page.body.dataset.text ?? ''
    for (const name of ['lang', 'dir', 'class']) {
      document.documentElement.setAttribute(name, page.documentElement.getAttribute(name) ?? '')
    }
    document.title = page.title
    scrollTo(0, 0)
  },

  /** Shows the question whether somebody is there, with the seconds that are left; undefined hides it. */
  ask(seconds: number | undefined): void {
    const question = document.querySelector<HTMLElement>('.still')
    if (!question) return
    const isNew = question.hidden && seconds !== undefined
    question.hidden = seconds === undefined
    for (const section of document.querySelectorAll<HTMLElement>('main > :not(.still)')) {
      section.inert = seconds !== undefined
    }
    const count = question.querySelector('.seconds')
    const text = seconds === undefined ? '' : seconds.toLocaleString(screen.language)
    if (count && count.textContent !== text) count.textContent = text
    if (isNew) question.querySelector('button')?.focus()
  },

  tellStatus(text: string): void {
    const status = document.querySelector('.writing .status')
    if (status) status.textContent = text
  },

  /** Shows why the letter was refused, beside its fields. */
  tellProblem({ detail, errors = [] }: Pick<Problem, 'detail' | 'errors'>): void {
    screen.clearProblems()
    const placeOf = (name: string) => document.querySelector(`.problem[data-place="${name}"]`)
    const controlOf = (name: string) => screen.form?.querySelector<HTMLElement>(`[name="${name}"]`)
    for (const error of errors.length > 0 ? errors : [{ pointer: '', detail }]) {
      const field = FIELD_NAMES.find((name) => error.pointer === `#/${name}`)
      const place = placeOf(field ?? 'form') ?? placeOf('form')
      if (place) place.textContent = `${place.textContent} ${error.detail}`.trim()
      if (field && !isDrawn(field)) controlOf(field)?.setAttribute('aria-invalid', 'true')
    }
    const wrong = screen.form?.querySelector<HTMLElement>('[aria-invalid]') ?? controlOf('message')
    wrong?.focus()
  },

  clearProblems(): void {
    for (const place of document.querySelectorAll('.problem')) place.textContent = ''
    for (const control of document.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid')
  },

  tellKept(count: number): void {
    const line = document.querySelector('.kept')
    const text = count === 0 ? '' : screen.text.kept.replace('{number}', count.toLocaleString(screen.language))
    if (line) line.textContent = text
  },
}
