import { type Draft, draftOf, type Entry } from '../../server/common/entry.ts'
import { FIELD_NAMES } from '../../server/common/entry-fields.ts'
import { KEY_LIFETIME_MS } from '../../server/common/key-lifetime.ts'
import { bookPath, entryPath, waitingAnchor, waitingPath } from '../../server/common/paths.ts'
import type { Problem } from '../../server/common/problem.ts'
import type { CheckedDraft } from '../../server/common/text/draft.ts'
import { addressOf } from '../address.ts'
import type { EntryItems } from '../list/entry-item.ts'
import { type EntryList, TAKEN_IN } from '../list/entry-list.ts'
import { showOwn } from '../own/show-own.ts'
import type { Status } from '../status.ts'
import type { Words } from '../words.ts'
import { BACK, deliver } from './delivery.ts'
import { type DraftStore, isSent, type SentDraft } from './draft-store.ts'
import { FormFields } from './form-fields.ts'
import { clearProblem, showProblem } from './form-problem.ts'
import { newKey } from './post-entry.ts'
import { handleEnter, holdSpace } from './send-keys.ts'

/** After this, the visitor sees that the entry is being sent. */
const SENDING_DELAY_MS = 500

interface SigningParts {
  readonly form: HTMLFormElement
  readonly status: Status
  readonly words: Words
  readonly drafts: DraftStore
  /** The draft that the server would store, as far as that is known here. */
  readonly check: (draft: Draft) => CheckedDraft
  readonly items: EntryItems
  /** Undefined on a page of older entries, where new ones do not appear. */
  readonly list: EntryList | undefined
  readonly onSigned: () => void
}

/** Signs the book without leaving the page. The text stays in the form, and is sent again under the same key, until it is confirmed. */
export class Signing {
  readonly #parts: SigningParts
  readonly #fields: FormFields
  #outgoing: SentDraft | undefined
  #sending: ReturnType<typeof setTimeout> | undefined
  #said = ''

  constructor(parts: SigningParts) {
    this.#parts = parts
    this.#fields = new FormFields(parts.form)
  }

  start(): void {
    const { form } = this.#parts
    // The browser's own messages may be in another language than the page.
    form.noValidate = true
    form.addEventListener('submit', this.#onSubmit)
    form.addEventListener('input', this.#onInput)
    form.addEventListener('keydown', handleEnter)
    form.addEventListener('keydown', holdSpace)
    addEventListener('storage', this.#onStorage)
    if (location.search.includes('done=signed')) this.#parts.drafts.clear()
    this.#restore()
  }

  readonly #onSubmit = (event: SubmitEvent) => {
    // The owner's button leads elsewhere.
    if (event.submitter?.hasAttribute('formaction')) return

    // The submit event also wakes the delivery that is under way, which then tries again at once.
    if (this.#outgoing) return event.preventDefault()
    const draft = { ...this.#fields.typed, sent: { key: newKey(), since: Date.now() } }
    const checked = this.#parts.check(draft)
    // Last, so that if anything above throws, as in an old browser, the form is sent without the script.
    event.preventDefault()
    this.#parts.drafts.save(draft)
    void this.#deliver(draft, checked)
  }

  /** Edited text is a new entry: give up the old delivery and remove the old problem. */
  readonly #onInput = () => {
    this.#withdraw()
    clearProblem(this.#parts.form)
    this.#parts.status.clear(this.#said)
    this.#parts.drafts.save(this.#fields.typed)
  }

  /** Another tab has deleted its draft. If it signed with the same text, this tab is done as well. */
  readonly #onStorage = (event: StorageEvent) => {
    const { drafts } = this.#parts
    const cleared = drafts.clearedElsewhere(event)
    if (!cleared) return
    const { typed } = this.#fields
    const isSame = FIELD_NAMES.every((field) => cleared[field] === typed[field])
    if (isSame && isSent(cleared) && !this.#outgoing) this.#empty()
    // The other tab's draft had replaced this one in the browser's storage.
    drafts.save(this.#outgoing ?? this.#fields.typed)
  }

  /** Restores the draft, unless the form already contains something else. */
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
    if (isSent(draft) && Date.now() - draft.sent.since < KEY_LIFETIME_MS)
      void this.#deliver(draft, this.#parts.check(draft))
    else this.#say(words.text.draftRestored)
  }

  /** @param checked an invalid draft is sent too, because the server explains the problem, but is not shown as an entry */
  async #deliver(draft: SentDraft, checked: CheckedDraft): Promise<void> {
    const { form, words, list, items } = this.#parts
    this.#outgoing = draft
    clearProblem(form)
    if (checked.ok) list?.showUnconfirmed(items.unconfirmed(checked.draft, words.text.unconfirmed))
    const comesIn = list ? ([[list.element, TAKEN_IN]] as const) : []
    const answer = await deliver(draft, {
      isWanted: () => this.#outgoing === draft,
      hasCome: () => list?.isAwaiting === false,
      wakers: [[window, 'online'], [window, BACK], [form, 'submit'], [form, 'input'], ...comesIn],
      onAttempt: this.#onAttempt,
      onFailure: () => {
        this.#sayNotSent()
        this.#fields.label = words.text.retry
      },
    })
    if (answer?.kind === 'signed') this.#signed(answer.entry)
    else if (answer?.kind === 'held') this.#held(answer.id)
    else if (answer) this.#refused(answer.problem)
  }

  /** Fields are locked during an attempt, so that the sent text is the shown text. */
  readonly #onAttempt = (isUnderWay: boolean) => {
    this.#fields.isLocked = isUnderWay
    clearTimeout(this.#sending)
    if (isUnderWay) this.#sending = setTimeout(() => this.#say(this.#parts.words.text.sending), SENDING_DELAY_MS)
  }

  #held(id: string): void {
    this.#finish()
    this.#parts.status.clear(this.#said)
    if (this.#parts.list) showOwn(waitingAnchor(id)).catch(() => location.reload())
    else location.assign(addressOf(waitingPath(id)))
  }

  #signed(entry: Entry): void {
    const { form, words, list, items, onSigned } = this.#parts
    this.#finish()
    if (!list) {
      location.assign(addressOf(entryPath(entry.id)))
      return
    }
    // The notice said that nobody could sign.
    form.querySelector('.notice')?.remove()
    const item = items.entry(entry)
    item.classList.add('arrived')
    list.add(item)
    this.#say(words.text.signed, true)
    // The address may name another entry.
    history.replaceState(history.state, '', addressOf(bookPath()))
    // The entry may have come before its answer, as another item than this.
    document.getElementById(entry.id)?.scrollIntoView({ block: 'nearest' })
    onSigned()
    showOwn(entry.id).catch(() => {})
  }

  #finish(): void {
    this.#withdraw()
    this.#parts.drafts.clear()
    this.#empty()
  }

  #refused(problem: Problem | undefined): void {
    const { form, drafts, status } = this.#parts
    this.#withdraw()
    drafts.save(this.#fields.typed)
    // Also removes the count of characters.
    status.show('')
    if (problem) showProblem(form, problem)
    // A proxy refused the entry: let it explain that on its own page.
    else form.submit()
  }

  #withdraw(): void {
    this.#outgoing = undefined
    this.#parts.list?.showUnconfirmed(undefined)
    this.#fields.label = undefined
  }

  #sayNotSent(): void {
    const { notSent, offline } = this.#parts.words.text
    this.#say(navigator.onLine ? notSent : offline)
  }

  #say(text: string, isThanks = false): void {
    this.#said = text
    this.#parts.status.show(text, isThanks)
  }

  #empty(): void {
    this.#fields.typed = draftOf(() => '')
  }
}
