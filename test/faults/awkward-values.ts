import fc from 'fast-check'
import { awkwardText } from '../text/awkward-text.ts'

/** What tries to be more than text, in every place that a page, a feed, a script or Redis would take it for something else. */
const MARKUP = [
  '<script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '</p></li></ol><form action=//evil.example>',
  '<!--',
  ']]></content><script/>',
  '&lt;b&gt; &amp; &#60;i&#62;',
  '{{7*7}}<%= 7*7 %>',
  '\r\nSet-Cookie: a=b\r\n\r\n<html>',
  '\r\nFLUSHALL\r\n',
  'data: x\n\nevent: reload\ndata: {}',
] as const

/** A text, with or without what tries to be more. */
export const text = fc.oneof(
  { weight: 3, arbitrary: awkwardText },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...MARKUP), awkwardText).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(awkwardText, fc.integer({ min: 1, max: 2000 }))
      .map(([part, times]) => part.repeat(times).slice(0, 12_000)),
  },
)

const number = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.constantFrom('0', '1', '20', '100', '101', '1e3', '0x10', '٣', '', ' 5', '5 ', 'NaN', '1.5', '-0', '+1'),
)

export const logId = fc.oneof(
  fc.tuple(number, number).map((parts) => parts.join('-')),
  fc.constantFrom('-', '+', '$', '*', '(1-1', '1', '0-0', '18446744073709551615-18446744073709551615'),
  awkwardText,
)

export const position = fc.oneof(
  fc.tuple(logId, logId, fc.base64String({ maxLength: 30 })).map((parts) => parts.join('.')),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

/** A name and a value of a query. */
export const pair = fc.tuple(
  fc.oneof(fc.constantFrom('before', 'limit', 'after', 'lang', '__proto__', 'constructor', 'before[]'), awkwardText),
  fc.oneof(
    number,
    logId,
    position,
    fc.constantFrom('en', 'zh-Hans', 'ar', 'xx'),
    awkwardText,
    fc.constantFrom(...MARKUP),
  ),
)

/** Pairs as in a query or a form. */
export function encodePairs(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map((parts) => parts.map((part) => encodeURIComponent(part.toWellFormed())).join('=')).join('&')
}

/** What a header may hold. */
export function onlyLatin(value: string): string {
  return value.replace(/[^\x20-\x7e\xa0-\xff]/g, '')
}
