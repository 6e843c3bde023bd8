/** Text with `{n}` where the number goes. */
export type Counted = `${string}{n}${string}`

/**
 * One wording for each plural category of a language (CLDR, https://cldr.unicode.org/index/cldr-spec/plural-rules).
 * `zero`, `one` and `two` may spell their number in words. Plain data, so that the browser's script can have it as JSON.
 */
export interface PluralForms {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: Counted
  readonly many?: Counted
  readonly other: Counted
}

/** Puts a number into words. */
export type Plural = (forms: PluralForms, count: number) => string

/** For the language of a BCP 47 tag: a function that picks the wording for a number and writes the number as that language does. */
export function createPlural(tag: string): Plural {
  const rules = new Intl.PluralRules(tag)
  const numbers = new Intl.NumberFormat(tag)
  return (forms, count) => (forms[rules.select(count)] ?? forms.other).replace('{n}', numbers.format(count))
}
