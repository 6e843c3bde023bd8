/** The whole address of a path of this site. The folder of this script lies at the site's root. */
export function addressOf(path: string): string {
  return new URL(`..${path}`, import.meta.url).href
}
