import { html } from 'ghtml'
import { draftOf, type Entry, entryOf } from '../shared/entry.ts'
import { LOG_START } from '../shared/log-id.ts'
import { entryPath } from '../shared/paths.ts'
import { mayBeFolded } from '../shared/text/folding.ts'
import type { PageContext } from './page-context.ts'

/**
 * An entry as an item of the book's list. Message and name each find their own direction, the time keeps the page's.
 * Nothing may stand between a tag and its text: the message's white space is shown as it was written.
 */
export function renderEntry(entry: Entry, context: PageContext): string {
  return renderItem(entry, mayBeFolded(entry.message), context)
}

/**
 * An entry that was never written, for a script to copy and fill in; its name is that of whoever gave none. It has the control
 * of a long message.
 */
export function renderEntryTemplate(context: PageContext): string {
  const blank = entryOf(
    LOG_START,
    draftOf(() => ''),
    new Date(0).toISOString(),
  )
  return html`<template id="entry-template">!${renderItem(blank, true, context)}</template>`
}

function renderItem(entry: Entry, isLong: boolean, { words, formats }: PageContext): string {
  return html`<li id="${entry.id}">!${isLong ? renderFold(words) : ''}<p class="message" dir="auto">${entry.message}</p><p class="by"><bdi>${entry.name || words.anonymous}</bdi>&ensp;<a href="${entryPath(entry.id)}" rel="nofollow"><time datetime="${entry.createdAt}">${formats.time(entry.createdAt)}</time></a></p></li>
`
}

/** The control that unfolds the message behind it. It works by the style alone, which shows it where something is folded. */
function renderFold({ showAll, showLess }: PageContext['words']): string {
  return html`<details><summary><span>${showAll}</span><span>${showLess}</span></summary></details>`
}
