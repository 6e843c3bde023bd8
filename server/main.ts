import { createRequire, enableCompileCache } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

// Node compiles once, and finds that done at the next start. Where the folder cannot be written to, it reads what is there.
enableCompileCache(join(root, 'dist/compiled'))

try {
  // As `npm run build` has put it together. Not by `import`, which would read all of it through for the names it exports.
  const require = createRequire(import.meta.url)
  const { readConfiguration } = require('../dist/server/configuration/configuration.cjs') as ConfigurationModule
  const configuration = readConfiguration(process.env)
  // Loaded only now: a bad value is told at once, before everything that serving needs has been read in.
  const { serve } = require('../dist/server/serve.cjs') as ServeModule
  await serve(configuration, root)
} catch (error) {
  // What an owner can mend is told in plain words; the stack is for what nobody foresaw.
  console.error(error instanceof Error ? (foreseen(error) ?? error) : error)
  process.exit(1)
}

type ConfigurationModule = typeof import('./configuration/configuration.ts')
type ServeModule = typeof import('./serve.ts')

/** What to say of an error whose message alone tells what to do; undefined for any other. */
function foreseen(error: Error & { code?: string; port?: number }): string | undefined {
  if (['BadConfiguration', 'DataDirectoryInUse', 'DataDirectoryUnusable'].includes(error.name)) return error.message
  if (error.code === 'EADDRINUSE')
    return `Another program listens on port ${error.port} already: choose others by PORT and METRICS_PORT.`
  if (error.code === 'EACCES')
    return `${error.message}: choose ports that this user may open, by PORT and METRICS_PORT.`
  if (error.code === 'MODULE_NOT_FOUND') return 'The program has not been built yet: run `npm run build` first.'
  return undefined
}
