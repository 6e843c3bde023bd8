import { LANGUAGES, type Language } from '../common/languages.ts'
import { memoize } from '../performance/memoize.ts'

/** A request's hints about the reader's language, strongest first. Each may be absent or invalid. */
export interface LanguageWishes {
  readonly query?: string | undefined
  readonly cookie?: string | undefined
  readonly acceptLanguage?: string | undefined
}

/** Chooses from the query, else the cookie, else `Accept-Language`, else the fallback. Ignores what is invalid or unknown. */
export function createLanguageNegotiation(fallback: Language): (wishes: LanguageWishes) => Language {
  const known = memoize(lookup)
  const best = memoize((header) => firstAcceptable(parseRanges(header), fallback) ?? fallback)
  return ({ query, cookie, acceptLanguage }) =>
    (query === undefined ? undefined : known(query)) ??
    (cookie === undefined ? undefined : known(cookie)) ??
    (acceptLanguage === undefined ? fallback : best(acceptLanguage))
}

/** Limits the work for one header. */
const MAXIMUM_RANGES = 32
const RANGE = /^(?:\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)$/i
/** A weight (RFC 9110, section 12.4.2). */
const WEIGHT = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i
/** Subtags for traditional Chinese: the script, Taiwan, Hong Kong, Macao. */
const TRADITIONAL = new Set(['hant', 'tw', 'hk', 'mo'])

/** Shortens a range until it names a known language (RFC 4647, section 3.4). Only Chinese has two. */
function lookup(range: string): Language | undefined {
  if (!RANGE.test(range)) return undefined
  const [language, ...subtags] = range.toLowerCase().split('-')
  if (language !== 'zh') return LANGUAGES.find((tag) => tag === language)
  const traditional = !subtags.includes('hans') && subtags.some((subtag) => TRADITIONAL.has(subtag))
  return traditional ? 'zh-Hant' : 'zh-Hans'
}

interface WeightedRange {
  readonly range: string
  readonly weight: number
}

/** Heaviest first; equal weights keep their order. */
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

/** `*` matches every language not refused with a weight of 0, the fallback first. */
function firstAcceptable(ranges: readonly WeightedRange[], fallback: Language): Language | undefined {
  const refused = new Set(ranges.filter(({ weight }) => weight === 0).map(({ range }) => lookup(range)))
  return ranges
    .filter(({ weight }) => weight > 0)
    .flatMap(({ range }) => (range === '*' ? [fallback, ...LANGUAGES] : [lookup(range)]))
    .find((language) => language !== undefined && !refused.has(language))
}
