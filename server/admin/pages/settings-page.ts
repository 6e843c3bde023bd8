import { html } from 'ghtml'
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../common/languages.ts'
import { ACCENTS, FONTS, type Look, lookClasses } from '../../settings/looks.ts'
import { BY_HAND, type LanguageSetting, LINKS, languageSetting } from '../../settings/stored-settings.ts'
import { PICTURE_PAGE_PATH, SETTINGS_PATH } from '../paths.ts'
import type { SettingName, SettingValues } from '../settings/fields.ts'
import type { MergeProblem } from '../settings/merge.ts'
import { formatSeen } from '../settings/seen-values.ts'
import type { OwnerContext } from './admin-context.ts'
import { renderAdminPage, renderToken } from './layout.ts'
import { renderChoices, renderField, type SettingsForm } from './settings-fields.ts'
import { renderSample } from './settings-sample.ts'

export interface SettingsView {
  readonly values: SettingValues
  readonly problems?: ReadonlyMap<SettingName, MergeProblem> | undefined
  /** As from `formatSeen`: by default, of `values`. */
  readonly seen?: string | undefined
  readonly isPreview?: boolean
  readonly feedback?: string | undefined
  /** What the environment sets. */
  readonly fixed: Readonly<Partial<Record<'title' | 'intro', { readonly variable: string; readonly value: string }>>>
}

export function renderSettingsPage(view: SettingsView, context: OwnerContext): string {
  const { words, owner, assets } = context
  const { title, text, save } = words.settings
  const { values, problems = new Map(), isPreview = false } = view
  const form: SettingsForm = { values, problems, words: words.settings, formats: context.formats }
  const body = html`<h1>${title}</h1>
<p class="how">${text}</p>
<form class="settings" method="post" action="${SETTINGS_PATH}">!${renderToken(owner)}<input type="hidden" name="seen" value="${view.seen ?? formatSeen(values)}">
!${problems.size > 0 ? html`<p class="problem" role="alert">${words.settings.refused}</p>` : ''}
!${renderTexts(view, form)}
!${renderField(form, { name: 'ownerName', hint: words.settings.hints.ownerName, control: 'line' })}
!${renderExtra(form)}
!${renderChoices(form, 'byHand', BY_HAND, (byHand) => html`${words.settings.byHand[byHand]}`)}
!${renderGate(form)}
!${renderField(form, { name: 'timeZone', hint: words.settings.hints.timeZone, control: 'zone' })}
!${renderLook(form, isPreview, context)}
<p class="turn"><a href="${PICTURE_PAGE_PATH}">${words.picture.title}</a></p>
!${renderChoices(form, 'links', LINKS, (links) => html`${words.settings.links[links]}`)}
!${renderField(form, { name: 'words', hint: words.settings.hints.words, control: 'lines' })}
!${renderField(form, { name: 'changeWindow', hint: words.settings.hints.changeWindow, control: 'number' })}
!${renderField(form, { name: 'wallDelay', hint: words.settings.hints.wallDelay, control: 'number' })}
!${renderField(form, { name: 'wallSeconds', hint: words.settings.hints.wallSeconds, control: 'number' })}
<button class="main">${save}</button>
</form>`
  const head = assets.looksStyle === undefined ? '' : html`<link rel="stylesheet" href="${assets.looksStyle}">`
  return renderAdminPage({ title, path: SETTINGS_PATH, feedback: view.feedback, head, body }, context)
}

function renderTexts({ fixed }: SettingsView, form: SettingsForm): string {
  const { words } = form
  const names = ['title', 'intro'] as const
  const all = names.map((name) => {
    const set = fixed[name]
    if (set === undefined) return renderField(form, { name, control: name === 'title' ? 'line' : 'lines' })
    return html`<div class="field"><p class="label">${words.fields[name]}</p><p class="fixed" dir="auto">${set.value}</p><p class="hint">${words.fixed(set.variable)}</p></div>
`
  })
  const free = names.filter((name) => fixed[name] === undefined)
  if (free.length === 0) return all.join('')
  return html`!${all}!${renderForLanguages(form, free, words.perLanguage)}`
}

function renderExtra(form: SettingsForm): string {
  const { hints, extraPerLanguage } = form.words
  return html`!${renderField(form, { name: 'extra', hint: hints.extra, control: 'line' })}
!${renderForLanguages(form, ['extra'], extraPerLanguage)}`
}

function renderForLanguages(form: SettingsForm, names: readonly LanguageSetting[], summary: string): string {
  const fields = LANGUAGES.flatMap((language) => names.map((name) => renderForLanguage(form, name, language)))
  const isWrong = [...form.problems.keys()].some((problem) => names.some((name) => problem.startsWith(`${name}.`)))
  return html`<details!${isWrong ? ' open' : ''}><summary>${summary}</summary>
!${fields}</details>`
}

function renderForLanguage(form: SettingsForm, name: LanguageSetting, language: Language): string {
  const label = `${form.words.fields[name]}: ${LANGUAGE_NAMES[language]}`
  return renderField(form, {
    name: languageSetting(name, language),
    label,
    control: name === 'intro' ? 'lines' : 'line',
    language,
  })
}

function renderGate(form: SettingsForm): string {
  const { words, values } = form
  const states = ['open', 'first', 'hold', 'closed'] as const
  return html`!${renderChoices(form, 'gate', states, (state) => html`${words.gate[state]}`)}
<p class="hint" id="opens-hint">${words.hints.opens(values.timeZone)}</p>
<div class="pair">
!${renderField(form, { name: 'opens', control: 'time', describedBy: 'opens-hint' })}
!${renderField(form, { name: 'closes', control: 'time', describedBy: 'opens-hint' })}
</div>`
}

function renderLook(form: SettingsForm, isPreview: boolean, context: OwnerContext): string {
  const { words, values } = form
  const look: Look = {
    accent: ACCENTS.find((accent) => accent === values.accent),
    font: FONTS.find((font) => font === values.font),
  }
  const swatch = (accent: (typeof ACCENTS)[number]) =>
    html`<span class="swatch !${lookClasses({ accent })}"></span>${words.accents[accent]}`
  return html`!${renderChoices(form, 'accent', ACCENTS, swatch)}
!${renderChoices(form, 'font', FONTS, (font) => html`${words.fonts[font]}`)}
<div class="look" id="look">
!${isPreview ? html`<p class="notice" role="status">${words.notSaved}</p>` : ''}
!${renderSample(values, look, context)}
<button name="act" value="preview" formaction="${SETTINGS_PATH}#look">${words.preview}</button>
</div>`
}
