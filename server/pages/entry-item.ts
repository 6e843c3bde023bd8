import { html } from 'ghtml'
import { draftOf, type Entry, entryOf } from '../common/entry.ts'
import { LOG_START } from '../common/log-id.ts'
import { entryPath } from '../common/paths.ts'
import { mayBeFolded } from '../common/text/folding.ts'
import type { PageContext } from './page-context.ts'

/** Renders an entry as a list item, with `actions` (HTML) at its end. There must be no white space between a tag and its text: the style preserves the message's own. */
export function renderEntry(entry: Entry, context: PageContext, actions = ''): string {
  return renderItem(entry, mayBeFolded(entry.message), context, actions)
}

/** A blank entry for the script to copy and fill in. It has the control of a long message, and the name for an anonymous one. */
export function renderEntryTemplate(context: PageContext): string {
  const blank = entryOf(
    LOG_START,
    draftOf(() => ''),
    new Date(0).toISOString(),
  )
  return html`<template id="entry-template">!${renderItem(blank, true, context)}</template>`
}

function renderItem(entry: Entry, isLong: boolean, { words, formats }: PageContext, actions = ''): string {
  return html`<li id="${entry.id}">!${isLong ? renderFold(words) : ''}<p class="message" dir="auto">${entry.message}</p><p class="by"><bdi>${entry.name || words.anonymous}</bdi>&ensp;<a href="${entryPath(entry.id)}" rel="nofollow"><time datetime="${entry.createdAt}">${formats.time(entry.createdAt)}</time></a></p>!${actions}</li>
`
}

/** The control that unfolds a message. It needs no script; the style shows it if something is folded. */
export function renderFold({ showAll, showLess }: PageContext['words']): string {
  return html`<details><summary><span>${showAll}</span><span>${showLess}</span></summary></details>`
}
