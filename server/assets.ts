import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the browser finds the page's files: paths on this site, which change whenever their content does. */
export interface Assets {
  readonly style: string
  readonly icon: string
  /** Absent where there is no script: the page works without. */
  readonly script?: string | undefined
}

/** The path under which the directory of built files is served. */
export const ASSETS_PATH = '/assets/'

/** What the build calls the list of the files that a page needs. */
export const MANIFEST = 'manifest.json'

/**
 * Reads which files `npm run build` wrote into `directory`.
 * Throws where there is no manifest, or where it does not name the files that a page needs.
 */
export function loadAssets(directory: string): Assets {
  const { style, icon, script } = readManifest(join(directory, MANIFEST))
  if (typeof style !== 'string' || typeof icon !== 'string') {
    throw new Error(`expected manifest.json in ${directory} to name a style and an icon; run \`npm run build\``)
  }
  return {
    style: ASSETS_PATH + style,
    icon: ASSETS_PATH + icon,
    script: typeof script === 'string' ? ASSETS_PATH + script : undefined,
  }
}

function readManifest(path: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(readFileSync(path, 'utf8')) }
  } catch (cause) {
    throw new Error(`expected the manifest of the built pages at ${path}; run \`npm run build\` first`, { cause })
  }
}
