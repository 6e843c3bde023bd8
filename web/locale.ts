/** For dates in a language, a BCP 47 tag: the same with the region of the reader's browser, such as en-GB. */
export function localeFor(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language.split('-')[0]) ?? language
}
