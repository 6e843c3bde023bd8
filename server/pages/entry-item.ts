import { html } from 'ghtml'
import { draftOf, type Entry, entryOf, type Reply } from '../common/entry.ts'
import type { Language } from '../common/languages.ts'
import { LOG_START } from '../common/log-id.ts'
import { entryPath } from '../common/paths.ts'
import { isEmojiAlone } from '../common/text/emoji-alone.ts'
import { mayBeFolded } from '../common/text/folding.ts'
import { LINK_RELATION, partAtLinks } from '../common/text/links.ts'
import { writtenLanguage } from '../common/text/written-language.ts'
import { oncePer } from '../performance/once-per.ts'
import type { PageContext } from './page-context.ts'
import { renderSignature } from './signature.ts'

/** Renders an entry as a list item, ending with `actions` (HTML). No white space around texts: the style keeps the message's own. */
export function renderEntry(entry: Entry, context: PageContext, actions = ''): string {
  return renderItem(entry, mayBeFolded(entry.message), context, actions)
}

/** Renders the same for the list of pinned entries, whose heading has the mark. The id is that of the item in its place. */
export function renderPinnedEntry(entry: Entry, context: PageContext, actions = ''): string {
  return renderItem({ ...entry, pinned: undefined }, mayBeFolded(entry.message), context, actions, 'data-id')
}

/** A blank entry with all parts that an entry can have, for the script to copy, fill in, and take away from. */
export const renderBlankEntry = oncePer((context: PageContext): string => {
  const at = new Date(0).toISOString()
  const draft = draftOf(() => '')
  const blank: Entry = {
    ...entryOf(LOG_START, draft, at),
    edited: true,
    pinned: true,
    byOwner: true,
    reply: { text: '', at },
  }
  return renderItem(blank, true, context).trimEnd()
})

function renderItem(
  entry: Entry,
  isLong: boolean,
  context: PageContext,
  actions = '',
  idAttribute: 'id' | 'data-id' = 'id',
): string {
  const { id, createdAt, reply } = entry
  return html`<li !${idAttribute}="${id}">!${isLong ? renderFold(context.words) : ''}!${renderMessage(entry, context)}<p class="by">!${renderName(entry, context)}!${renderSignature(entry)} <a href="${entryPath(id)}" rel="nofollow">!${renderTime(createdAt, context)}!${renderMarks(entry, context.words)}</a></p>!${reply ? renderReply(reply, context) : ''}!${actions}</li>
`
}

/** Renders a message in the language that its letters tell. */
export function renderMessage({ message }: Pick<Entry, 'message'>, { language, hasLinks }: PageContext): string {
  const look = isEmojiAlone(message) ? 'message emoji' : 'message'
  return html`<p class="${look}" dir="auto"!${renderLanguage(message, language)}>!${hasLinks ? renderLinks(message) : html`${message}`}</p>`
}

function renderLinks(message: string): string {
  return partAtLinks(message)
    .map(({ text, address }) =>
      address ? html`<a href="${address}" rel="${LINK_RELATION}">${text}</a>` : html`${text}`,
    )
    .join('')
}

/** Renders who signed, with the answer to the owner's own question. */
export function renderName({ name, extra }: Pick<Entry, 'name' | 'extra'>, context: PageContext): string {
  const { language, words } = context
  const shown = name
    ? html`<bdi!${renderLanguage(name, language)}>${name}</bdi>`
    : html`<bdi class="guest">${words.anonymous}</bdi>`
  return extra ? html`!${shown} <bdi class="extra"!${renderLanguage(extra, language)}>${extra}</bdi>` : shown
}

/** The attribute that says in which language a text is written, unless it is the page's. */
export function renderLanguage(text: string, page: Language): string {
  const language = writtenLanguage(text, page)
  return language === undefined ? '' : html` lang="${language}"`
}

/** On a narrow screen the style leaves out the time of the day. */
function renderTime(iso: string, { formats }: PageContext): string {
  return html`<time datetime="${iso}">${formats.day(iso)}<span> ${formats.clock(iso)}</span></time>`
}

/** Renders what an owner or the author did with the entry. */
export function renderMarks({ byOwner, pinned, edited }: Entry, words: PageContext['words']): string {
  const marks = [
    byOwner && html`<small class="owner">${words.owner}</small>`,
    pinned && html`<small class="pinned"> ${words.pinned}</small>`,
    edited && html`<small class="edited"> ${words.edited}</small>`,
  ]
  return marks.filter(Boolean).join('')
}

export function renderReply({ text, at }: Reply, { words, formats, language, ownerName }: PageContext): string {
  const by = ownerName === undefined ? html`${words.reply}` : html`<bdi>${ownerName}</bdi>`
  return html`<div class="reply"><p>!${by}&ensp;<time datetime="${at}">${formats.time(at)}</time></p><p class="answer" dir="auto"!${renderLanguage(text, language)}>${text}</p></div>`
}

/** The control that unfolds a message. It needs no script; the style shows it if something is folded. */
export function renderFold({ showAll, showLess }: PageContext['words']): string {
  return html`<details><summary><span>${showAll}</span><span>${showLess}</span></summary></details>`
}
