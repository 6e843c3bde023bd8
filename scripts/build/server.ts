import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { openWorkshop } from './workshop.ts'

/** The folder for the bundle. */
const PROGRAM = 'program'

const UNUSED = './scripts/build/program/unused.ts'

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  minifyWhitespace: true,
  // Short lines, so that the positions in stack traces can be found.
  lineLimit: 200,
  logLevel: 'silent',
  // OpenAPI in YAML, and a search for files to serve: 1.5 MB.
  alias: { yaml: UNUSED, glob: UNUSED },
} satisfies BuildOptions

/** What `loadProgram` expects. */
const AS_FUNCTION = {
  banner: { js: '(function (module, require, __filename, __dirname) {' },
  footer: { js: 'return module.exports })' },
}

/** `import()` becomes `require()`: Node warns of experiments where a `Script` imports. */
const WITHOUT_IMPORT = { 'dynamic-import': false }

/**
 * Bundles server/serve.ts and its packages into one file in `target`, and the code that loads it into `main.js`. One file loads
 * faster than seven hundred. Only white space is minified, so that names in errors stay readable. Resolves to the bundle's path.
 */
export async function buildServer(root: string, target: string): Promise<string> {
  await mkdir(join(target, PROGRAM), { recursive: true })
  await using workshop = await openWorkshop(target, 'program')
  const options = { ...OPTIONS, absWorkingDir: root, outdir: workshop.path }
  const bundled = { entryPoints: ['server/serve.ts'], entryNames: '[name]-[hash]' }
  await build({ ...options, ...bundled, ...AS_FUNCTION, format: 'cjs', supported: WITHOUT_IMPORT })
  const [name] = await readdir(workshop.path)
  const bundle = `${PROGRAM}/${name}`
  const define = { BUNDLE: JSON.stringify(bundle) }
  await build({ ...options, entryPoints: ['scripts/build/program/main.ts'], format: 'esm', define })
  await rename(join(workshop.path, `${name}`), join(target, bundle))
  // After the bundle, and before old ones go, so that a server that starts meanwhile finds a complete set.
  await rename(join(workshop.path, 'main.js'), join(target, 'main.js'))
  for (const old of await readdir(join(target, PROGRAM))) {
    if (!old.startsWith(`${name}`)) await rm(join(target, PROGRAM, old), { force: true })
  }
  return join(target, bundle)
}
