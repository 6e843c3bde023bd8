/** Text with `{n}` where the number goes. */
type Counted = `${string}{n}${string}`

/** CLDR's plural categories (https://cldr.unicode.org/index/cldr-spec/plural-rules). `zero`, `one` and `two` may be spelled out. */
export interface PluralForms {
  readonly zero?: string
  readonly one?: string
  readonly two?: string
  readonly few?: Counted
  readonly many?: Counted
  readonly other: Counted
}

export type Plural = (forms: PluralForms, count: number) => string

/** Returns a function that picks the wording for a number, for the language of a BCP 47 tag. */
export function createPlural(tag: string): Plural {
  const rules = new Intl.PluralRules(tag)
  const numbers = new Intl.NumberFormat(tag)
  return (forms, count) => (forms[rules.select(count)] ?? forms.other).replace('{n}', numbers.format(count))
}
