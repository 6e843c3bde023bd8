import { html } from 'ghtml'
import { direction, LANGUAGE_NAMES, LANGUAGES, type Language } from '../common/languages.ts'
import { FEED_PATH, languagePath } from '../common/paths.ts'
import type { PageContext } from './page-context.ts'

export function renderFooter(path: string, { words, language }: PageContext): string {
  return html`<footer>
<nav aria-label="${words.languages}">
<ul role="list">!${LANGUAGES.map((tag) => renderLanguageLink(tag, path, language))}</ul>
</nav>
<a href="${FEED_PATH}" type="application/atom+xml">${words.feed}</a>
</footer>`
}

/** The links choose a language and lead to the same address, so there is nothing to find behind them. */
function renderLanguageLink(language: Language, path: string, current: Language): string {
  const mark = language === current ? html` aria-current="true"` : ''
  return html`<li><a href="${languagePath(language, path)}" lang="${language}" dir="${direction(language)}" rel="nofollow"!${mark}>${LANGUAGE_NAMES[language]}</a></li>
`
}
