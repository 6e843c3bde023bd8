import { memoize } from '../performance/memoize.ts'
import { LANGUAGES, type Language } from '../shared/languages.ts'

/** What a request says of the reader's language, strongest first; each may be absent or anything at all. */
export interface LanguageWishes {
  /** The value of `?lang=`. */
  readonly query?: string | undefined
  /** The value of the cookie that remembers an earlier choice. */
  readonly cookie?: string | undefined
  /** The header `Accept-Language`. */
  readonly acceptLanguage?: string | undefined
}

/**
 * Makes what chooses the language to answer in: the query's, else the cookie's, else the best of `Accept-Language`, else the fallback.
 * It never fails: what is not a language range, or a language that there is not, is passed over.
 */
export function createLanguageNegotiation(fallback: Language): (wishes: LanguageWishes) => Language {
  const best = memoize((header) => firstAcceptable(parseRanges(header), fallback) ?? fallback)
  return ({ query, cookie, acceptLanguage }) =>
    lookup(query) ?? lookup(cookie) ?? (acceptLanguage === undefined ? fallback : best(acceptLanguage))
}

/** A header names a handful of languages; reading no more keeps its cost bounded. */
const MAXIMUM_RANGES = 32
const RANGE = /^(?:\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)$/i
/** A weight as RFC 9110, section 12.4.2, has it. */
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i
/** Subtags that speak of Chinese in traditional characters: the script itself, Taiwan, Hong Kong, Macao. */
const TRADITIONAL = new Set(['hant', 'tw', 'hk', 'mo'])

/**
 * RFC 4647, section 3.4: a range is shortened from its end until it names a language that there is. Only Chinese has more
 * than one; its script decides, or else its region.
 */
function lookup(range: string | undefined): Language | undefined {
  if (range === undefined || !RANGE.test(range)) return undefined
  const [language, ...subtags] = range.toLowerCase().split('-')
  if (language !== 'zh') return LANGUAGES.find((tag) => tag === language)
  const traditional = !subtags.includes('hans') && subtags.some((subtag) => TRADITIONAL.has(subtag))
  return traditional ? 'zh-Hant' : 'zh-Hans'
}

interface WeightedRange {
  readonly range: string
  readonly weight: number
}

/** The well-formed ranges of a header, heaviest first; those of equal weight stay in their order. */
function parseRanges(header: string): readonly WeightedRange[] {
  return header
    .split(',', MAXIMUM_RANGES)
    .map(parseRange)
    .filter((range) => range !== undefined)
    .sort((a, b) => b.weight - a.weight)
}

function parseRange(item: string): WeightedRange | undefined {
  const [range = '', parameter, ...rest] = item.split(';').map((part) => part.trim())
  const weight = parameter === undefined ? '1' : WEIGHT.exec(parameter)?.[1]
  return RANGE.test(range) && weight !== undefined && rest.length === 0 ? { range, weight: Number(weight) } : undefined
}

/** `*` stands for any language that the header does not refuse with a weight of 0: the fallback, if it may be. */
function firstAcceptable(ranges: readonly WeightedRange[], fallback: Language): Language | undefined {
  const refused = new Set(ranges.filter(({ weight }) => weight === 0).map(({ range }) => lookup(range)))
  return ranges
    .filter(({ weight }) => weight > 0)
    .flatMap(({ range }) => (range === '*' ? [fallback, ...LANGUAGES] : [lookup(range)]))
    .find((language) => language !== undefined && !refused.has(language))
}
