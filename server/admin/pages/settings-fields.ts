import { html } from 'ghtml'
import type { Language } from '../../common/languages.ts'
import type { SettingsField, SettingsText } from '../../languages/admin/settings/catalogue.ts'
import type { Formats } from '../../languages/formats.ts'
import type { SettingName, SettingValues } from '../settings/fields.ts'
import type { MergeProblem } from '../settings/merge.ts'

export interface SettingsForm {
  readonly values: SettingValues
  readonly problems: ReadonlyMap<SettingName, MergeProblem>
  readonly words: SettingsText
  readonly formats: Formats
}

interface FieldParts {
  readonly name: SettingName
  readonly control: 'line' | 'lines' | 'number' | 'time' | 'zone'
  readonly label?: string | undefined
  readonly hint?: string | undefined
  /** The id of a hint elsewhere. */
  readonly describedBy?: string | undefined
  readonly language?: Language | undefined
}

export function renderField(form: SettingsForm, { name, control, hint, language, ...parts }: FieldParts): string {
  const { values, problems, words } = form
  const label = parts.label ?? words.fields[name as SettingsField]
  const described = [
    hint === undefined ? parts.describedBy : `${name}-hint`,
    problems.has(name) ? `${name}-problem` : undefined,
  ].filter((id) => id !== undefined)
  const marks = html`!${described.length > 0 ? html` aria-describedby="${described.join(' ')}"` : ''}!${problems.has(name) ? ' aria-invalid="true"' : ''}!${language === undefined ? '' : html` lang="${language}"`}`
  const common = html`id="${name}" name="${name}" autocomplete="off"!${marks}`
  return html`<div class="field">
<label for="${name}">${label}</label>
!${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}!${renderProblem(form, name)}
!${renderControl(control, common, values[name])}
</div>
`
}

/** @param render gives the HTML of a choice */
export function renderChoices<Choice extends string>(
  form: SettingsForm,
  name: 'gate' | 'accent' | 'font' | 'links' | 'byHand',
  choices: readonly Choice[],
  render: (choice: Choice) => string,
): string {
  const { values, words, problems } = form
  const described = problems.has(name) ? html` aria-describedby="${name}-problem"` : ''
  const items = choices.map(
    (choice) =>
      html`<label class="choice"><input type="radio" name="${name}" value="${choice}"!${choice === values[name] ? ' checked' : ''}> <span>!${render(choice)}</span></label>
`,
  )
  return html`<fieldset id="${name}" class="${name}"!${described}><legend>${words.fields[name]}</legend>
!${renderProblem(form, name)}!${items}</fieldset>`
}

function renderControl(control: FieldParts['control'], common: string, value: string): string {
  switch (control) {
    case 'lines':
      // Without the line break after the tag, a leading one of the text would be lost.
      return html`<textarea !${common} rows="4" dir="auto">
${value}</textarea>`
    case 'number':
      return html`<input !${common} inputmode="numeric" value="${value}">`
    case 'time':
      return html`<input !${common} type="datetime-local" value="${value}">`
    case 'zone':
      return html`<input !${common} list="zones" dir="ltr" spellcheck="false" value="${value}">!${renderZones()}`
    case 'line':
      return html`<input !${common} dir="auto" value="${value}">`
  }
}

function renderZones(): string {
  const names = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]
  return html`<datalist id="zones">!${names.map((name) => html`<option value="${name}">`)}</datalist>`
}

function renderProblem(form: SettingsForm, name: SettingName): string {
  const problem = form.problems.get(name)
  if (problem === undefined) return ''
  return html`<p class="problem" id="${name}-problem">${problemText(problem, form)}</p>
`
}

function problemText(problem: MergeProblem, { words: { problems, ...words }, formats }: SettingsForm): string {
  switch (problem.kind) {
    case 'too-long':
      return problems.tooLong(formats.number(problem.limit))
    case 'not-a-number':
      return problems.notANumber(formats.number(problem.least), formats.number(problem.most))
    case 'unusable':
      return problems.unusable
    case 'unknown-zone':
      return problems.unknownZone
    case 'unknown-choice':
      return problems.unknownChoice
    case 'not-a-time':
      return problems.notATime
    case 'closes-first':
      return problems.closesFirst
    case 'closed-has-times':
      return problems.closedHasTimes
    case 'changed':
      return problem.value === '' ? problems.cleared : problems.changed(nameOf(problem.value, words))
  }
}

function nameOf(value: string, words: Pick<SettingsText, 'gate' | 'accents' | 'fonts' | 'links' | 'byHand'>): string {
  const names: Readonly<Record<string, string>> = { ...words.gate, ...words.accents, ...words.fonts, ...words.links }
  return Object.hasOwn(names, value) ? (names[value] ?? value) : value
}
