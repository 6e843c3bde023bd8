import { mkdir, mkdtempDisposable, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/** The folder for chunks, such as the code that only one of the two stores needs. */
const PARTS = 'program'

/** Globals that bundled CommonJS packages expect. */
const COMMON_JS = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { filename: __filename, dirname: __dirname } = import.meta;`

/**
 * Bundles server/main.ts and its packages into `main.js` and a few chunks in `target`. A few files load faster than seven hundred.
 * Only white space is minified, so that names in errors stay readable.
 */
export async function buildServer(root: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true })
  // Written elsewhere and then renamed, so that no one reads half a file and two builds do not disturb each other.
  await using workshop = await mkdtempDisposable(join(target, '.program-'))
  await build({
    absWorkingDir: root,
    entryPoints: ['server/main.ts'],
    outdir: workshop.path,
    chunkNames: `${PARTS}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: COMMON_JS },
    minifyWhitespace: true,
    // Short lines, so that the positions in stack traces can be found.
    lineLimit: 200,
    logLevel: 'silent',
  })
  const names = await readdir(join(workshop.path, PARTS))
  await mkdir(join(target, PARTS), { recursive: true })
  // The entry moves last, and old chunks go after it, so that a server that starts meanwhile finds a complete set.
  for (const name of [...names.map((part) => join(PARTS, part)), 'main.js'])
    await rename(join(workshop.path, name), join(target, name))
  for (const name of await readdir(join(target, PARTS))) {
    if (!names.includes(name)) await rm(join(target, PARTS, name), { force: true })
  }
}
