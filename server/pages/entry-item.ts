import { html } from 'ghtml'
import { draftOf, type Entry, entryOf, type Reply } from '../common/entry.ts'
import { LOG_START } from '../common/log-id.ts'
import { entryPath } from '../common/paths.ts'
import { mayBeFolded } from '../common/text/folding.ts'
import type { PageContext } from './page-context.ts'

/**
 * Renders an entry as a list item, with `actions` (HTML) at its end. There must be no white space between a tag and its text: the style
 * preserves the message's own.
 */
export function renderEntry(entry: Entry, context: PageContext, actions = ''): string {
  return renderItem(entry, mayBeFolded(entry.message), context, actions)
}

/** A blank entry with all parts that an entry can have, for the script to copy, fill in, and take away from. */
export function renderEntryTemplate(context: PageContext): string {
  const at = new Date(0).toISOString()
  const draft = draftOf(() => '')
  const blank: Entry = {
    ...entryOf(LOG_START, draft, at),
    edited: true,
    pinned: true,
    byOwner: true,
    reply: { text: '', at },
  }
  return html`<template id="entry-template">!${renderItem(blank, true, context)}</template>`
}

function renderItem(entry: Entry, isLong: boolean, context: PageContext, actions = ''): string {
  const { id, name, message, createdAt, reply } = entry
  const { words, formats } = context
  return html`<li id="${id}">!${isLong ? renderFold(words) : ''}<p class="message" dir="auto">${message}</p><p class="by"><bdi>${name || words.anonymous}</bdi>&ensp;<a href="${entryPath(id)}" rel="nofollow"><time datetime="${createdAt}">${formats.time(createdAt)}</time>!${renderMarks(entry, words)}</a></p>!${reply ? renderReply(reply, context) : ''}!${actions}</li>
`
}

function renderMarks({ byOwner, pinned, edited }: Entry, words: PageContext['words']): string {
  const marks = [
    byOwner && html`<small class="owner">${words.owner}</small>`,
    pinned && html`<small class="pinned"> ${words.pinned}</small>`,
    edited && html`<small class="edited"> ${words.edited}</small>`,
  ]
  return marks.filter(Boolean).join('')
}

function renderReply({ text, at }: Reply, { words, formats, ownerName }: PageContext): string {
  return html`<div class="reply"><p>!${ownerName === undefined ? html`${words.reply}` : html`<bdi>${ownerName}</bdi>`}&ensp;<time datetime="${at}">${formats.time(at)}</time></p><p class="answer" dir="auto">${text}</p></div>`
}

/** The control that unfolds a message. It needs no script; the style shows it if something is folded. */
export function renderFold({ showAll, showLess }: PageContext['words']): string {
  return html`<details><summary><span>${showAll}</span><span>${showLess}</span></summary></details>`
}
