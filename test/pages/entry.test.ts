import { describe, expect, test } from 'vitest'
import type { Entry } from '../../server/common/entry.ts'
import { TEXT_FIELDS } from '../../server/common/entry-fields.ts'
import type { Language } from '../../server/common/languages.ts'
import { renderEntry } from '../../server/pages/entry-item.ts'
import { contextsOf, createPageContext } from '../../server/pages/page-context.ts'
import { createPages } from '../../server/pages/pages.ts'
import { find, findAll, outline, tags } from './markup.ts'
import { ASSETS, bookView, entry } from './samples.ts'

const pages = createPages(contextsOf({ current: {} }, ASSETS))
const render = (one: Entry, language: Language) => renderEntry(one, createPageContext(language, {}, ASSETS))

describe('an entry', () => {
  test('is a list item with its id, message, name and time', () => {
    const item = render(entry({ id: '12-3', name: 'Ada', message: 'Hello' }), 'en')
    expect(find(item, 'li').attributes.get('id')).toBe('12-3')
    expect(find(item, 'p', { class: 'message' }).text).toBe('Hello')
    expect(find(item, 'bdi').text).toBe('Ada')
    expect(find(item, 'time').attributes.get('datetime')).toBe('2026-03-09T15:04:05.000Z')
  })

  test('has links only where the owner wants them', () => {
    const message = 'see https://example.org/?a&b and <https://example.org/">x</a>'
    expect(render(entry({ message }), 'en')).not.toContain('href="https')
    const item = renderEntry(entry({ message }), createPageContext('en', { hasLinks: true }, ASSETS))
    expect(item.replaceAll(/<\/?a\b[^>]*>/g, '')).toContain(
      '>see https://example.org/?a&#38;b and &#60;https://example.org/&#34;&#62;x&#60;/a&#62;</p>',
    )
    const links = findAll(item, 'a', { rel: 'ugc nofollow noopener noreferrer' })
    expect(links.map(({ attributes }) => attributes.get('href'))).toEqual([
      'https://example.org/?a&b',
      'https://example.org/',
    ])
  })

  test.each(TEXT_FIELDS)('shows its %s, and once', (field) => {
    const shown = tags(render(entry({ [field]: 'as "it" was' }), 'en')).filter(({ text }) => text === 'as "it" was')
    expect(shown).toHaveLength(1)
  })

  test('tells its time in UTC, and says so', () => {
    const text = find(render(entry({ createdAt: '2026-03-09T23:59:05.000Z' }), 'en'), 'time').text
    expect(text).toBe('March 9, 2026')
    expect(find(render(entry({ createdAt: '2026-03-09T23:59:05.000Z' }), 'en'), 'span').text).toMatch(
      /^ 11:59\sPM UTC$/,
    )
  })

  test('links to its own page', () => {
    expect(find(render(entry({ id: '12-3' }), 'en'), 'a').attributes.get('href')).toBe('/entry/12-3')
  })

  test.each([
    ['en', 'A guest'],
    ['zh-Hans', '一位访客'],
    ['de', 'Ein Gast'],
  ] as const)('without a name is by nobody in particular, in %s', (language, name) => {
    expect(find(render(entry({ name: '' }), language), 'bdi').text).toBe(name)
  })

  test('keeps white space', () => {
    const message = 'first\n\n    second\n third '
    expect(find(render(entry({ message }), 'en'), 'p', { class: 'message' }).text).toBe(message)
  })

  test.each([
    ['en', 'Show all', 'Show less'],
    ['zh-Hans', '展开全文', '收起'],
  ] as const)('that is long has a control before its message, in %s', (language, all, less) => {
    const item = render(entry({ message: 'long '.repeat(200) }), language)
    expect(item.indexOf('<details>')).toBeLessThan(item.indexOf('class="message"'))
    expect(
      findAll(item, 'span')
        .map(({ text }) => text)
        .slice(0, 2),
    ).toEqual([all, less])
    expect(findAll(render(entry(), language), 'details')).toEqual([])
  })

  test('lets message and name have their own direction, while the time has that of the page', () => {
    const item = render(entry({ name: 'ضيف', message: 'مبروك' }), 'en')
    expect(find(item, 'p', { class: 'message' }).attributes.get('dir')).toBe('auto')
    expect(tags(item).filter(({ attributes }) => attributes.has('dir'))).toHaveLength(1)
    expect(find(item, 'bdi').attributes.has('dir')).toBe(false)
  })

  test.each([
    ['en', 'Reply by the owner', 'edited', 'pinned'],
    ['zh-Hans', '主人的回复', '已编辑', '已置顶'],
    ['ar', 'ردّ صاحب الدفتر', 'معدّل', 'مثبّت'],
  ] as const)('says what became of it, in %s', (language, label, edited, pinned) => {
    const reply = { text: 'Thank <b>you</b>', at: '2026-03-10T08:00:00.000Z' }
    const item = render({ ...entry(), edited: true, pinned: true, reply }, language)
    expect(findAll(item, 'small').map(({ text }) => text.trim())).toEqual([pinned, edited])
    expect(find(item, 'p', { class: 'answer' }).text).toBe('Thank <b>you</b>')
    expect(findAll(item, 'time').map(({ attributes }) => attributes.get('datetime'))).toEqual([
      '2026-03-09T15:04:05.000Z',
      '2026-03-10T08:00:00.000Z',
    ])
    expect(item).toContain(label)
    for (const part of ['small', 'div']) expect(findAll(render(entry(), language), part)).toEqual([])
  })

  test('looks the same on a page, alone, and as the script’s blank one', () => {
    const reply = { text: 'Thank you', at: '2026-03-10T08:00:00.000Z' }
    const one: Entry = { ...entry({ message: 'long '.repeat(200) }), edited: true, pinned: true, byOwner: true, reply }
    const page = pages.book(bookView({ entries: [one] }), 'fr')
    const item = render(one, 'fr')
    expect(page).toContain(item)
    const template = find(page, 'ul', { class: 'entries' }).attributes.get('data-item') ?? ''
    expect(outline(template).map(withoutLook)).toEqual(outline(item).map(withoutLook))
    expect(find(template, 'p', { class: 'message' }).text).toBe('')
    expect(find(template, 'bdi').text).toBe('Un visiteur')
  })

  test.each([
    ['en', '本日はありがとうございました', 'ja'],
    ['en', '谢谢你们', 'zh-Hans'],
    ['en', 'مبروك', 'ar'],
    ['zh-Hans', 'مبروك', 'ar'],
    ['en', '감사합니다', 'ko'],
    ['en', 'Hello', undefined],
    ['ja', 'Hello', ''],
    ['ja', 'ありがとう', undefined],
  ] as const)('on a page in %s says in which language "%s" is written', (page, text, language) => {
    const item = render(entry({ name: text, message: text }), page)
    expect(find(item, 'p', { class: 'message' }).attributes.get('lang')).toBe(language)
    expect(find(item, 'bdi').attributes.get('lang')).toBe(language)
  })

  test.each([
    ['🎉🎉🎉', true],
    ['❤️', true],
    ['👨‍👩‍👧 👍🏽', true],
    ['🎉 yes', false],
    ['©', false],
    ['12', false],
    ['🎉'.repeat(30), false],
  ])('of emoji alone is large: %s %s', (message, isLarge) => {
    expect(find(render(entry({ message }), 'en'), 'p').attributes.get('class')).toBe(
      isLarge ? 'message emoji' : 'message',
    )
  })
})

/** A name and the languages of the texts are not in the blank item. */
function withoutLook(tag: string): string {
  return tag.replace(/ lang$/, '').replace('bdi class', 'bdi')
}
