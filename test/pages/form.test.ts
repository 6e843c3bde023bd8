import { describe, expect, test } from 'vitest'
import { ENTRY_FIELDS, FIELD_NAMES, isRequired, TEXT_FIELDS, USUAL_FIELDS } from '../../server/common/entry-fields.ts'
import { LANGUAGES } from '../../server/common/languages.ts'
import { CATALOGUES } from '../../server/languages/catalogues.ts'
import type { FormProblem } from '../../server/pages/form-problem.ts'
import { contextsOf } from '../../server/pages/page-context.ts'
import { createPages } from '../../server/pages/pages.ts'
import { HONEYPOT } from '../../server/signing/screening/honeypot.ts'
import { draft } from '../support/entry.ts'
import { find, findAll, tags } from './markup.ts'
import { ASSETS, bookView, PROBLEMS } from './samples.ts'

const pages = createPages(contextsOf({ current: {} }, ASSETS))
const TYPED = draft({ name: 'Ada', message: 'Hello', extra: 'Oslo' })

/** The fields in the order in which the form has them. */
const IN_ORDER = [
  ...USUAL_FIELDS.filter((field) => ENTRY_FIELDS[field].hasLineBreaks),
  ...USUAL_FIELDS.filter((field) => !ENTRY_FIELDS[field].hasLineBreaks),
]

function pageWith(problem: FormProblem, language: (typeof LANGUAGES)[number] = 'en'): string {
  return pages.form({ typed: TYPED, problems: [problem] }, language)
}

describe('the form', () => {
  const page = pages.book(bookView(), 'en')

  test('posts the message first and then the fields of one line to the book, by one button', () => {
    const form = find(page, 'form').attributes
    expect([form.get('method'), form.get('action')]).toEqual(['post', '/'])
    const fields = tags(page).filter(({ name }) => ['textarea', 'input', 'button', 'select'].includes(name))
    expect(fields.map(({ name, attributes }) => [name, attributes.get('name')])).toEqual([
      ...IN_ORDER.map((field) => [field === 'message' ? 'textarea' : 'input', field]),
      ['input', HONEYPOT],
      ['button', undefined],
    ])
  })

  test('labels each field', () => {
    expect(find(page, 'label', { for: 'message' }).text).toBe('Your message')
    expect(find(page, 'label', { for: 'name' }).text).toBe('Your name, if you like')
    expect(find(page, 'textarea').attributes.get('id')).toBe('message')
    expect(find(page, 'input').attributes.get('id')).toBe('name')
    const labels = findAll(page, 'label').map(({ text, attributes }) => [attributes.get('for'), text])
    const ofPeople = labels.filter(([field]) => field !== HONEYPOT)
    expect(ofPeople).toEqual(IN_ORDER.map((field) => [field, CATALOGUES.en.form[field]]))
  })

  test('asks for a message, and for nothing else', () => {
    const required = tags(page).filter(({ attributes }) => attributes.has('required'))
    expect(required.map(({ attributes }) => attributes.get('name'))).toEqual(['message'])
    expect(FIELD_NAMES.filter(isRequired)).toEqual(['message'])
  })

  test('has one more field, for programs only: hidden, out of the tab order, never filled in, and labelled', () => {
    const field = find(page, 'input', { name: HONEYPOT }).attributes
    expect(field.get('tabindex')).toBe('-1')
    expect(field.get('autocomplete')).toBe('off')
    expect(field.get('value') ?? '').toBe('')
    expect([field.has('required'), field.has('style')]).toEqual([false, false])
    expect(find(page, 'label', { for: HONEYPOT }).text).toBe('Leave this empty')
    expect(find(page, 'div', { class: 'leave-empty' }).attributes.get('aria-hidden')).toBe('true')
  })

  test('does not cut off long text', () => {
    expect(tags(page).filter(({ attributes }) => attributes.has('maxlength'))).toEqual([])
  })

  test('gives back what was typed, a line break at the beginning included', () => {
    const typed = draft({ name: 'Ada & Bob', message: '\nsecond line\n  third' })
    const again = pages.form({ typed, problems: [{ kind: 'malformed' }] }, 'en')
    expect(find(again, 'input').attributes.get('value')).toBe(typed.name)
    // A parser drops one line break right after the tag.
    expect(find(again, 'textarea').text).toBe(`\n${typed.message}`)
  })

  test.each(TEXT_FIELDS)('gives back the %s', (field) => {
    const again = pages.form({ typed: draft({ [field]: 'as "it" was' }), problems: [{ kind: 'malformed' }] }, 'en')
    const control = tags(again).find(({ attributes }) => attributes.get('name') === field)
    expect([control?.attributes.get('value'), control?.text.trim()]).toContain('as "it" was')
  })
})

describe('a problem', () => {
  test.each<FormProblem & { readonly field: string }>([
    ...PROBLEMS.filter((problem) => 'field' in problem).filter(({ field }) => field !== 'signature'),
    ...TEXT_FIELDS.map((field) => ({ kind: 'too-many-marks', field, limit: 8 }) as const),
    ...TEXT_FIELDS.map((field) => ({ kind: 'character-too-long', field, limit: 16 }) as const),
    { kind: 'entry-too-large', field: 'message', size: 20_000, limit: 10_240 },
  ])('of the kind $kind stands above the $field and is tied to it', ({ field, ...problem }) => {
    const page = pageWith({ field, ...problem } as FormProblem)
    const invalid = tags(page).filter(({ attributes }) => attributes.has('aria-invalid'))
    expect(invalid.map(({ attributes }) => attributes.get('name'))).toEqual([field])
    const described = invalid[0]?.attributes.get('aria-describedby') ?? ''
    expect(find(page, 'p', { id: described }).text).not.toBe('')
    const order = tags(page).filter(({ attributes }) => [field, described].includes(attributes.get('id') ?? ''))
    expect(order.map(({ attributes }) => attributes.get('id'))).toEqual([described, field])
    expect(invalid[0]?.attributes.has('autofocus')).toBe(true)
  })

  test.each<[FormProblem, string]>([
    [{ kind: 'too-many-marks', field: 'name', limit: 8 }, CATALOGUES.en.problems.tooManyMarks('8')],
    [{ kind: 'character-too-long', field: 'name', limit: 16 }, CATALOGUES.en.problems.characterTooLong('16')],
    [{ kind: 'too-long', field: 'name', limit: 50 }, CATALOGUES.en.problems.nameFarTooLong('50')],
  ])('with the characters of a name stands above the name: %o', (problem, text) => {
    const page = pageWith(problem)
    expect(find(page, 'input').attributes.get('aria-invalid')).toBe('true')
    expect(find(page, 'p', { id: 'name-problem' }).text).toBe(text)
  })

  test('in each of two fields stands above its own, and the first has the focus', () => {
    const problems: FormProblem[] = [
      { kind: 'too-long', field: 'name', length: 60, limit: 50 },
      { kind: 'empty', field: 'message' },
    ]
    const page = pages.form({ typed: TYPED, problems }, 'en')
    expect(find(page, 'p', { id: 'name-problem' }).text).toBe(CATALOGUES.en.problems.nameTooLong('60', '50'))
    expect(find(page, 'p', { id: 'message-problem' }).text).toBe(CATALOGUES.en.problems.messageEmpty)
    const focused = tags(page).filter(({ attributes }) => attributes.has('autofocus'))
    expect(focused.map(({ attributes }) => attributes.get('name'))).toEqual(['message'])
  })

  test('with a message that nobody counted says how much there is room for', () => {
    const page = pageWith({ kind: 'too-long', field: 'message', limit: 1000 })
    expect(find(page, 'p', { id: 'message-problem' }).text).toContain('room for 1,000 characters')
  })

  test.each([
    'too-large',
    'malformed',
    'not-utf8',
    'cross-site',
    'too-many-posts',
    'book-limit',
    'not-written',
    'maybe-written',
  ])('of the kind %s is told above the fields, as an alert that has the focus', (kind) => {
    const page = pageWith(PROBLEMS.find((it) => it.kind === kind) as FormProblem)
    const alert = find(page, 'p', { role: 'alert' })
    expect(alert.text).not.toBe('')
    expect(alert.attributes.has('autofocus')).toBe(true)
    expect(page.indexOf('role="alert"')).toBeLessThan(page.indexOf('<textarea'))
    expect(page).not.toContain('aria-invalid')
  })

  test.each(LANGUAGES)('is explained once, in its own words, in %s', (language) => {
    const told = PROBLEMS.map((problem) =>
      findAll(pageWith(problem, language), 'p', { class: 'problem' }).map(({ text }) => text),
    )
    expect(told.every((texts) => texts.length === 1)).toBe(true)
    expect(new Set(told.flat()).size).toBe(PROBLEMS.length)
  })

  test.each(PROBLEMS)('of the kind $kind keeps the text, and is in the title', (problem) => {
    const page = pageWith(problem)
    expect(find(page, 'textarea').text).toBe(`\n${TYPED.message}`)
    expect(find(page, 'input').attributes.get('value')).toBe(TYPED.name)
    expect(find(page, 'title').text).toBe('Please check – Guestbook')
  })

  test('tells numbers and waiting times as the language writes them', () => {
    const long = PROBLEMS.find((it) => it.kind === 'too-long' && it.field === 'message') as FormProblem
    const often = PROBLEMS.find(({ kind }) => kind === 'too-many-posts') as FormProblem
    expect(find(pageWith(long, 'de'), 'p', { class: 'problem' }).text).toContain('1.234 Zeichen')
    expect(find(pageWith(long, 'en'), 'p', { class: 'problem' }).text).toContain('1,234 characters')
    const large = pageWith({ kind: 'entry-too-large', size: 2_000_000, limit: 10_240 }, 'de')
    expect(find(large, 'p', { class: 'problem' }).text).toMatch(/1\.954 KB.*10 KB/)
    const full = PROBLEMS.find(({ kind }) => kind === 'book-limit') as FormProblem
    expect(find(pageWith(full, 'en'), 'p', { class: 'problem' }).text).toContain('again in 5 hours')
    expect(find(pageWith(often, 'es'), 'p', { class: 'problem' }).text).toContain('41 segundos')
  })

  test('that may double an entry asks the visitor to check first', () => {
    const page = pageWith({ kind: 'maybe-written', isRepeatable: false })
    expect(find(page, 'p', { role: 'alert' }).text).toBe(CATALOGUES.en.problems.maybeWrittenLook)
  })

  test('comes without the book, and with a way back to it', () => {
    const page = pageWith({ kind: 'empty', field: 'message' })
    const shown = page.slice(0, page.indexOf('<template'))
    expect(findAll(shown, 'li')).toEqual([])
    expect(findAll(shown, 'a').map(({ attributes }) => attributes.get('href'))).toEqual(['/'])
    expect(page.length).toBeLessThan(5000)
  })
})
