import { expect, test } from 'vitest'
import {
  bookPath,
  entryPath,
  firstPath,
  indexedPath,
  languagePath,
  type PageAddress,
  pagePath,
} from '../../server/common/paths.ts'

test.each([
  ['the newest page', bookPath(), '/'],
  ['an older page', bookPath('5-0'), '/?before=5-0'],
  ['a newer page', pagePath({ after: '5-0' }), '/?after=5-0'],
  ['the first page', firstPath(), '/?after=0-0'],
  ['the page of an entry', pagePath({ entry: '5-0' }), '/?entry=5-0'],
  ['an entry alone', entryPath('5-1'), '/entry/5-1'],
  ['another language', languagePath('zh-Hant', bookPath()), '/?lang=zh-Hant'],
  ['another language of an older page', languagePath('de', bookPath('5-0')), '/?before=5-0&lang=de'],
  ['another language of an entry', languagePath('de', entryPath('5-0')), '/entry/5-0?lang=de'],
])('the path of %s', (_, path, expected) => {
  expect(path).toBe(expected)
})

test.each<[address: PageAddress, expected: string | undefined]>([
  [{}, '/'],
  [{ before: '5-0' }, '/?before=5-0'],
  [{ before: '5-1' }, '/?before=5-1'],
  [{ after: '5-1' }, undefined],
  [{ entry: '5-0' }, undefined],
])('%j may be known to search engines as %s', (address, expected) => {
  expect(indexedPath(address)).toBe(expected)
})
