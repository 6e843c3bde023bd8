import { compareIds } from '../../server/common/log-id.ts'
import { bookPath, TAKEN_BACK } from '../../server/common/paths.ts'
import { addressOf } from '../address.ts'
import { ByHand } from '../by-hand/by-hand.ts'
import { fetchDocument } from '../fetch-document.ts'
import { saysTheSame } from '../list/entry-item.ts'
import { isPlainClick } from '../plain-click.ts'

/* Visitors change their entries without leaving the page, by parts of the server's pages. If anything fails, the browser goes to these. */

const list = document.querySelector('ul.entries')

if (list) {
  list.parentElement?.addEventListener('click', onClick)
  // A form on an entry's own page leads to another page.
  if (!isOneEntry(document)) list.parentElement?.addEventListener('submit', onSubmit)
  list.parentElement?.addEventListener('keydown', onKey)
  new MutationObserver(onArrival).observe(list, { childList: true })
}

const change = document.querySelector<HTMLFormElement>('main > #change')
if (change) new ByHand(change).start()

/** Shows what a page made for this visitor has, but the open one lacks. */
export function show(page: Document): void {
  const style = page.querySelector('link.own')
  if (style && !document.querySelector('link.own')) document.head.append(style)
  // An entry's own page does not say what waits.
  if (!isOneEntry(page)) showHeld(page)
  for (const item of page.querySelectorAll<HTMLElement>('ul.entries > li:has(> .own)')) {
    const present = document.getElementById(item.id)
    const actions = item.querySelector('.own')
    if (!present) insert(item)
    else if (actions && !present.querySelector(':scope > form, .own')) present.append(actions)
  }
  // Times are shown in the reader's own way again.
  document.dispatchEvent(new Event('visibilitychange'))
}

function showHeld(page: Document): void {
  const known = [...document.querySelectorAll('ul.held > li')].map(({ id }) => id)
  document.querySelector('ul.held')?.remove()
  const held = page.querySelector<HTMLElement>('ul.held')
  if (!held) return
  const isNew = [...held.children].some(({ id }) => !known.includes(id))
  // Above the pinned entries, as on the server's page.
  document.querySelector('ul:is(.pins, .entries)')?.before(held)
  if (isNew && !status()?.textContent) thank(held.dataset.thanks ?? '')
}

/** Says something at the form, where screen readers hear it. A closed book has no form. */
function thank(text: string): void {
  const element = status()
  if (!element) return
  element.textContent = text
  element.classList.add('thanks')
}

function status(): Element | null {
  return document.querySelector('#sign .status')
}

function isOneEntry(page: Document): boolean {
  return page.querySelector('main.one') !== null
}

/** Puts an item where its id belongs. */
function insert(item: HTMLElement): void {
  const next = [...(list?.querySelectorAll(':scope > li[id]') ?? [])].find(({ id }) => compareIds(id, item.id) < 0)
  list?.insertBefore(item, next ?? null)
}

function onClick(event: MouseEvent): void {
  const link =
    event.target instanceof Element && event.target.closest<HTMLAnchorElement>('li > .own > a, li > #change a')
  if (!link || !isPlainClick(event)) return
  event.preventDefault()
  if (link.closest('form')) close(link)
  else open(link).catch(() => location.assign(link.href))
}

/** Shows the form that a link leads to, in place of the links. */
async function open(link: HTMLAnchorElement): Promise<void> {
  const { page } = await fetchDocument(link.href)
  const form = page.querySelector('main form, main [role=alert]')
  const actions = link.closest<HTMLElement>('.own')
  if (!form || !actions) throw new Error(`expected a form or a reason at ${link.href}`)
  // Only one is open at a time, since the fields have ids.
  for (const other of document.querySelectorAll('li > form :is(.foot > a, .own > a), li > form.own > a')) close(other)
  actions.hidden = true
  actions.after(form)
  focusIn(form)
}

function focusIn(form: Element): void {
  if (form instanceof HTMLFormElement) {
    form.noValidate = true
    new ByHand(form).start()
  }
  const target = form.querySelector<HTMLElement>('[aria-invalid], .problem, textarea, button') ?? (form as HTMLElement)
  if (!target.matches('textarea, input, button')) target.tabIndex = -1
  target.focus()
}

/** Takes the form away and shows the links again. */
function close(within: Element): void {
  const form = within.closest('form')
  const actions = form?.parentElement?.querySelector<HTMLElement>(':scope > .own[hidden]')
  form?.remove()
  if (!actions) return
  actions.hidden = false
  // A form is sent where its page is.
  const opener = [...actions.querySelectorAll('a')].find(({ href }) => href === form?.action)
  opener?.focus()
}

function onKey(event: KeyboardEvent): void {
  const form = event.target instanceof Element && event.target.closest('li > form')
  if (!form || event.isComposing) return
  if (event.key === 'Escape') close(form)
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  ;(form as HTMLFormElement).requestSubmit()
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.matches('li > form')) return
  event.preventDefault()
  if (form.ariaBusy) return
  form.ariaBusy = 'true'
  send(form).catch(() => form.submit())
}

/** Sends a form as the browser would. The answer is the entry's page, the book's, or the form again with a reason. */
async function send(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
  const { response, page } = await fetchDocument(form.action, { method: 'POST', body })
  if (!response.ok) {
    const answer = page.querySelector(`main :is(#${form.id || 'none'}, [role=alert])`)
    if (!answer) throw new Error(`expected a reason from ${form.action}, got ${response.status}`)
    form.replaceWith(answer)
    focusIn(answer)
    return
  }
  form.closest('li')?.remove()
  show(page)
  const takenBack = page.getElementById(TAKEN_BACK)?.textContent
  if (takenBack) thank(takenBack)
  const heading = document.querySelector<HTMLElement>('#entries')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

/** An entry that arrives in the list no longer waits. */
function onArrival(records: readonly MutationRecord[]): void {
  const added = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof HTMLLIElement)
  const arrived = [...document.querySelectorAll('ul.held > li')].filter((waiting) =>
    added.some((item) => saysTheSame(item, waiting)),
  )
  if (arrived.length === 0) return
  for (const item of arrived) item.remove()
  fetchDocument(addressOf(bookPath()))
    .then(({ page }) => show(page))
    .catch(() => {})
}
