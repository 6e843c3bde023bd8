import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { explainStop } from './operations/explain-stop.ts'

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
  console.error(explainStop(error))
  process.exit(1)
}
