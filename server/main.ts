import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { explainStop } from './operations/explain-stop.ts'

// After a collection, the heap may grow by 90 %, not to two or three times its size: rows "memory during …" of the benchmark.
setFlagsFromString('--heap-growing-percent=90')

const root = join(import.meta.dirname, '..')

// For a faster next start. If the folder is read-only, an existing cache is still used.
enableCompileCache(join(root, 'dist/compiled'))

try {
  const { readConfiguration } = await import('./configuration/configuration.ts')
  const configuration = readConfiguration(process.env)
  // Loaded last, so that a bad configuration is reported quickly.
  const { serve } = await import('./serve.ts')
  await serve(configuration, root)
} catch (error) {
  console.error(explainStop(error))
  process.exit(1)
}
