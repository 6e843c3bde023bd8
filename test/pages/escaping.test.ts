import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TEXT_FIELDS } from '../../server/common/entry-fields.ts'
import { LANGUAGES } from '../../server/common/languages.ts'
import { contextsOf } from '../../server/pages/page-context.ts'
import { createPages } from '../../server/pages/pages.ts'
import { draft } from '../support/entry.ts'
import { outline, tags } from './markup.ts'
import { ASSETS, bookView, entry, PROBLEMS } from './samples.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '" autofocus onfocus="alert(1)',
  '</textarea><script>alert(1)</script>',
  '</title></template><style>*{display:none}</style>',
  '<!-- --!> ]]> <![CDATA[',
  '&lt;b&gt; &#60;b&#62; &amp;',
  'javascript:alert(1)',
  '\\"};alert(1)//',
]

const plain = createPages(contextsOf({ current: {} }, ASSETS))

/** A page for each place that shows outside text, with that text in it. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  ...forEachField('a %s', (field, text) => plain.book(bookView({ entries: [entry({ [field]: text })] }), 'en')),
  ...forEachField('the %s that comes back', (field, text) =>
    plain.form({ typed: draft({ [field]: text }), problems: [{ kind: 'malformed' }] }, 'en'),
  ),
  'the title': (text) => presented({ title: text }),
  'the introduction': (text) => presented({ intro: text }),
  "a failed request's id": (text) => plain.error({ status: 500, requestId: text }, 'en'),
}

function forEachField(place: string, render: (field: string, text: string) => string) {
  return Object.fromEntries(
    TEXT_FIELDS.map((field) => [place.replace('%s', field), (text: string) => render(field, text)]),
  )
}

function presented(settings: { title?: string; intro?: string }): string {
  return createPages(contextsOf({ current: { publicUrl: 'https://book.example', ...settings } }, ASSETS)).book(
    bookView(),
    'en',
  )
}

describe.each(Object.keys(PLACES))('text in %s', (place) => {
  const render = PLACES[place] as (text: string) => string
  const expected = outline(render('plain'))

  test.each(HOSTILE)('stays text: %s', (text) => {
    expect(outline(render(text))).toEqual(expected)
  })

  test('stays text, for any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '=', '/', '!', '-', '`', ' ', '\n', 'a', '$', '{'),
    })
    fc.assert(
      fc.property(text, (it) => {
        expect(outline(render(`a${it}`))).toEqual(expected)
      }),
    )
  })

  test('is shown as it was written', () => {
    const shown = tags(render('<b> & "c"')).flatMap(({ text, attributes }) => [text, ...attributes.values()])
    expect(shown.some((it) => it.includes('<b> & "c"'))).toBe(true)
  })
})

test.each(LANGUAGES)('no wording of %s becomes markup', (language) => {
  const expected = outline(plain.book(bookView(), 'en'))
  // In some of them the entry is in another language than the page.
  const structureOf = (tags: readonly string[]) =>
    tags.filter((tag) => !/^a href lang/.test(tag)).map((tag) => tag.replace(/^(p class dir|bdi) lang$/, '$1'))
  expect(structureOf(outline(plain.book(bookView(), language)))).toEqual(structureOf(expected))
  for (const problem of PROBLEMS) {
    const form = { typed: draft(), problems: [problem] }
    expect(outline(plain.form(form, language))).toHaveLength(outline(plain.form(form, 'en')).length)
  }
})
