import { html } from 'ghtml'
import type { AdminScriptText } from '../../common/admin-script-text.ts'
import type { KeyName } from '../../languages/admin/entries/text.ts'
import { CATALOGUES } from '../../languages/catalogues.ts'
import type { AdminContext } from './admin-context.ts'

/** `web/admin/keys.ts` handles them. */
const KEYS: readonly (readonly [key: string, name: KeyName])[] = [
  ['j', 'next'],
  ['k', 'previous'],
  ['x', 'select'],
  ['p', 'publish'],
  ['s', 'spam'],
  ['h', 'hide'],
  ['u', 'undo'],
  ['?', 'help'],
]

/** The help for the keys, where they can be switched off. The script shows it. */
export function renderKeys({ words }: AdminContext): string {
  const { title, how, on, close, names } = words.entries.keys
  const list = KEYS.map(([key, name]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${names[name]}</dd></div>`)
  return html`<p class="keys" hidden><button type="button">${title}</button></p>
<dialog class="keys" aria-labelledby="keys-title"><h2 id="keys-title">${title}</h2>
<p class="how">${how}</p>
<dl>!${list}</dl>
<form method="dialog"><label class="choice"><input type="checkbox"> ${on}</label>
<button>${close}</button></form></dialog>`
}

export function scriptText({ words, language }: AdminContext, count?: number): AdminScriptText {
  const { waiting, selected } = words.entries
  return {
    waiting: waiting.short,
    more: waiting.more,
    selected,
    justNow: CATALOGUES[language].script.justNow,
    ...(count !== undefined && { count }),
  }
}
