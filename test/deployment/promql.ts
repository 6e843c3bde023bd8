/** What a query of Prometheus asks for. */
export interface Query {
  readonly metrics: readonly { readonly name: string; readonly matchers: readonly string[] }[]
  /** The labels in `by (…)` and `on (…)`. */
  readonly grouping: readonly string[]
}

const KEYWORDS = ['and', 'or', 'unless', 'bool', 'offset', 'ignoring', 'without', 'group_left', 'group_right']

/** The functions and aggregations that are used here: https://prometheus.io/docs/prometheus/latest/querying/functions/. */
const FUNCTIONS = [
  'absent',
  'changes',
  'count',
  'histogram_quantile',
  'increase',
  'max',
  'max_over_time',
  'min',
  'rate',
  'sum',
  'time',
]

const TOKEN =
  /\s+|(?<grouping>\b(?:by|on)\b\s*\((?<labels>[\w\s,]*)\))|(?<number>\d+(?:\.\d+)?(?:e\d+)?\b)|(?<word>[a-zA-Z_:][\w:]*)|(?<matchers>\{[^{}]*\})|(?<range>\[\d+[smhd]\])|(?<bracket>[()])|(?<operator>[=!<>]=|[-+*/<>,])/y

const MATCHER = /^(\w+)(?:=|!=|=~|!~)"(?:[^"\\]|\\.)*"$/

/** Reads a query as far as the tests need it. Throws at what it does not know. */
export function parseQuery(text: string): Query {
  const metrics: { name: string; matchers: string[] }[] = []
  const grouping: string[] = []
  let depth = 0
  let isAfterMetric = false
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex
    const {
      grouping: grouped,
      labels = '',
      word,
      matchers,
      range,
      bracket,
    } = TOKEN.exec(text)?.groups ?? fail(text, at)
    if (grouped !== undefined) grouping.push(...listOf(labels))
    else if (matchers !== undefined) {
      if (!isAfterMetric) fail(text, at)
      metrics
        .at(-1)
        ?.matchers.push(...listOf(matchers.slice(1, -1)).map((matcher) => MATCHER.exec(matcher)?.[1] ?? fail(text, at)))
    } else if (range !== undefined && !isAfterMetric) fail(text, at)
    else if (bracket === '(') depth++
    else if (bracket === ')' && --depth < 0) fail(text, at)
    const isCall = word !== undefined && /^\s*(\(|(by|without)\b)/.test(text.slice(TOKEN.lastIndex))
    if (isCall && !FUNCTIONS.includes(word) && !KEYWORDS.includes(word)) fail(text, at)
    const isMetric = word !== undefined && !isCall && !KEYWORDS.includes(word)
    if (isMetric) metrics.push({ name: word, matchers: [] })
    isAfterMetric = isMetric || (matchers !== undefined && isAfterMetric)
  }
  if (depth !== 0) fail(text, text.length)
  return { metrics, grouping }
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function fail(text: string, at: number): never {
  throw new Error(
    `expected a query, but at ${at} of ${JSON.stringify(text)} there is ${JSON.stringify(text.slice(at, at + 20))}`,
  )
}
