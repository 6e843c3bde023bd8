import { statSync } from 'node:fs'

/** False if there is nothing, too. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
