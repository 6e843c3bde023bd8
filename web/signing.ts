import { draftOf, type Entry } from '../server/shared/entry.ts'
import { FIELD_NAMES } from '../server/shared/entry-fields.ts'
import { bookPath, newEntryPath } from '../server/shared/paths.ts'
import type { Problem } from '../server/shared/problem.ts'
import { type CheckedDraft, checkDraft } from '../server/shared/text/draft.ts'
import { deliver } from './delivery.ts'
import { type DraftStore, isSent, type SentDraft } from './draft-store.ts'
import type { EntryItems } from './entry-item.ts'
import { type EntryList, TAKEN_IN } from './entry-list.ts'
import { FormFields } from './form-fields.ts'
import { clearProblem, showProblem } from './form-problem.ts'
import { newKey } from './post-entry.ts'
import { handleEnter, holdSpace } from './send-keys.ts'
import type { Status } from './status.ts'
import type { Words } from './words.ts'

/** For how long the server remembers a key, in milliseconds: what was sent longer ago is not sent again unasked. */
const KEY_LIFETIME = 24 * 60 * 60 * 1000

/** After how long the visitor is told that it is being sent, in milliseconds. */
const SENDING_DELAY = 500

export interface SigningParts {
  readonly form: HTMLFormElement
  readonly status: Status
  readonly words: Words
  readonly drafts: DraftStore
  readonly items: EntryItems
  /** Where new entries appear; undefined on a page of older ones. */
  readonly list: EntryList | undefined
  /** Called once an entry is in the book. */
  readonly onSigned: () => void
}

/**
 * Signs the book without leaving the page. What was written stays in the form until the server has acknowledged it, and is
 * sent under one key until then: over lost connections, without a network for a while, and over a reload.
 */
export class Signing {
  readonly #parts: SigningParts
  readonly #fields: FormFields
  #outgoing: SentDraft | undefined
  #sending: ReturnType<typeof setTimeout> | undefined
  #said = ''

  /** Throws where the form lacks a field. */
  constructor(parts: SigningParts) {
    this.#parts = parts
    this.#fields = new FormFields(parts.form)
  }

  start(): void {
    const { form } = this.#parts
    // The browser would say that words are missing in a language of its own.
    form.noValidate = true
    form.addEventListener('submit', this.#onSubmit)
    form.addEventListener('input', this.#onInput)
    form.addEventListener('keydown', handleEnter)
    form.addEventListener('keydown', holdSpace)
    addEventListener('storage', this.#onStorage)
    this.#restore()
  }

  readonly #onSubmit = (event: Event) => {
    // While it is on its way, the loop that sends it hears of this too, and tries again at once.
    if (this.#outgoing) return event.preventDefault()
    const draft = { ...this.#fields.typed, sent: { key: newKey(), since: Date.now() } }
    const checked = checkDraft(draft)
    // Only now: where any of this fails, as in an old browser, the form is sent without the script.
    event.preventDefault()
    this.#parts.drafts.save(draft)
    void this.#deliver(draft, checked)
  }

  /** Other words are another entry: what was on its way is given up, and what was wrong with the old ones is past. */
  readonly #onInput = () => {
    this.#withdraw()
    clearProblem(this.#parts.form)
    this.#parts.status.clear(this.#said)
    this.#parts.drafts.save(this.#fields.typed)
  }

  /** Another tab has taken its draft away: where it has signed the same, this one is done with, too. */
  readonly #onStorage = (event: StorageEvent) => {
    const { drafts } = this.#parts
    const cleared = drafts.clearedElsewhere(event)
    if (!cleared) return
    const { typed } = this.#fields
    const isSame = FIELD_NAMES.every((field) => cleared[field] === typed[field])
    if (isSame && isSent(cleared) && !this.#outgoing) this.#empty()
    // It had taken the place of what was typed here.
    drafts.save(this.#outgoing ?? this.#fields.typed)
  }

  /** Puts back what was typed before, unless there is something else in the form already: then that is kept. */
  #restore(): void {
    const { drafts, words, form } = this.#parts
    const draft = drafts.load()
    const { typed } = this.#fields
    // A browser that fills the form again after a reload may fill in the draft itself, or a part of it.
    const isOther = draft !== undefined && typed.message !== '' && typed.message !== draft.message
    if (!draft || isOther || form.querySelector('.problem')) {
      if (FIELD_NAMES.some((field) => typed[field])) drafts.save(typed)
      return
    }
    this.#fields.typed = draft
    if (isSent(draft) && Date.now() - draft.sent.since < KEY_LIFETIME) void this.#deliver(draft, checkDraft(draft))
    else this.#say(words.text.draftRestored)
  }

  /** @param checked what is sure to be refused is sent all the same, since the server says why, but not shown as an entry */
  async #deliver(draft: SentDraft, checked: CheckedDraft): Promise<void> {
    const { form, words, list, items } = this.#parts
    this.#outgoing = draft
    clearProblem(form)
    if (checked.ok) list?.showUnconfirmed(items.unconfirmed(checked.draft, words.text.unconfirmed))
    const comesIn = list ? ([[list.element, TAKEN_IN]] as const) : []
    const answer = await deliver(draft, {
      isWanted: () => this.#outgoing === draft,
      hasCome: () => list?.isAwaiting === false,
      wakers: [[window, 'online'], [form, 'submit'], [form, 'input'], ...comesIn],
      onAttempt: this.#onAttempt,
      onFailure: () => {
        this.#sayNotSent()
        this.#fields.label = words.text.retry
      },
    })
    if (answer?.kind === 'signed') this.#signed(answer.entry)
    else if (answer) this.#refused(answer.problem)
  }

  /** Nothing can be typed during an attempt, or nobody could tell which words were sent. */
  readonly #onAttempt = (isUnderWay: boolean) => {
    this.#fields.isLocked = isUnderWay
    clearTimeout(this.#sending)
    if (isUnderWay) this.#sending = setTimeout(() => this.#say(this.#parts.words.text.sending), SENDING_DELAY)
  }

  #signed(entry: Entry): void {
    const { form, drafts, words, list, items, onSigned } = this.#parts
    this.#withdraw()
    drafts.clear()
    this.#empty()
    if (!list) {
      location.assign(newEntryPath(entry.id))
      return
    }
    // It said that nobody could sign.
    form.querySelector('.notice')?.remove()
    const item = items.entry(entry)
    item.classList.add('arrived')
    list.add(item)
    this.#say(words.text.signed)
    // Older entries may have changed the address, to one under which this entry is not.
    history.replaceState(history.state, '', bookPath())
    // The entry may have come before its answer, as another item than this.
    document.getElementById(entry.id)?.scrollIntoView({ block: 'nearest' })
    onSigned()
  }

  #refused(problem: Problem | undefined): void {
    const { form, drafts, status } = this.#parts
    this.#withdraw()
    drafts.save(this.#fields.typed)
    status.clear(this.#said)
    if (problem) showProblem(form, problem)
    // Somebody between the page and the guestbook has refused it, and shall say so on a page of their own.
    else form.submit()
  }

  /** Gives up what is on its way. */
  #withdraw(): void {
    this.#outgoing = undefined
    this.#parts.list?.showUnconfirmed(undefined)
    this.#fields.label = undefined
  }

  #sayNotSent(): void {
    const { notSent, offline } = this.#parts.words.text
    this.#say(navigator.onLine ? notSent : offline)
  }

  #say(text: string): void {
    this.#said = text
    this.#parts.status.show(text)
  }

  #empty(): void {
    this.#fields.typed = draftOf(() => '')
  }
}
