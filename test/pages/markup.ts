/**
 * Reads just enough of HTML for these tests, by the tokeniser's rules for tags and attributes
 * (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
 */
export interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** The text from this tag to the next one, character references resolved. */
  readonly text: string
}

const TAG = /<(\/?[a-z!][a-z0-9]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*>([^<]*)/gi
const ATTRIBUTE = /([^\s"'<>/=]+)(?:="([^"]*)")?/g

/** Every tag of a page in order, end tags as `/name`. Relative addresses are given as paths; test/http/below-a-path.test.ts follows them. */
export function tags(markup: string): readonly Tag[] {
  return Array.from(markup.matchAll(TAG), ([, name = '', attributes = '', text = '']) => ({
    name: name.toLowerCase(),
    attributes: new Map(
      Array.from(attributes.matchAll(ATTRIBUTE), ([, key = '', value = '']) => [
        key.toLowerCase(),
        pathOf(decode(value)),
      ]),
    ),
    text: decode(text),
  }))
}

/** The structure of the page: names of tags and of their attributes. */
export function outline(markup: string): readonly string[] {
  return tags(markup).map(({ name, attributes }) => [name, ...attributes.keys()].join(' '))
}

/** The first tag of this name that has all of these attributes. Throws if there is none. */
export function find(markup: string, name: string, attributes: Readonly<Record<string, string>> = {}): Tag {
  const found = findAll(markup, name, attributes)[0]
  if (found === undefined) throw new Error(`expected <${name}> with ${JSON.stringify(attributes)} in:\n${markup}`)
  return found
}

export function findAll(
  markup: string,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): readonly Tag[] {
  return tags(markup).filter(
    (tag) => tag.name === name && Object.entries(attributes).every(([key, value]) => tag.attributes.get(key) === value),
  )
}

function pathOf(value: string): string {
  return value.replace(/^(?:\.\/|(?:\.\.\/)+)/, '/')
}

function decode(text: string): string {
  return text.replaceAll('&ensp;', '\u2002').replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
}
