import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

// Node strips types and compiles once, and finds both done at the next start, which takes two thirds of the time and less memory.
// Where the folder cannot be written to, it reads what is there.
enableCompileCache(join(root, 'dist/compiled'))

try {
  const { readConfiguration } = await import('./configuration/configuration.ts')
  const configuration = readConfiguration(process.env)
  // Loaded only now: a bad value is told at once, before everything that serving needs has been read in.
  const { serve } = await import('./serve.ts')
  await serve(configuration, root)
} catch (error) {
  // What an owner can mend is told in plain words; the stack is for what nobody foresaw.
  console.error(error instanceof Error ? (foreseen(error) ?? error) : error)
  process.exit(1)
}

/** What to say of an error whose message alone tells what to do; undefined for any other. */
function foreseen(error: Error & { code?: string; port?: number }): string | undefined {
  if (['BadConfiguration', 'DataDirectoryInUse', 'DataDirectoryUnusable'].includes(error.name)) return error.message
  if (error.code === 'EADDRINUSE')
    return `Another program listens on port ${error.port} already: choose others by PORT and METRICS_PORT.`
  if (error.code === 'EACCES')
    return `${error.message}: choose ports that this user may open, by PORT and METRICS_PORT.`
  return undefined
}
