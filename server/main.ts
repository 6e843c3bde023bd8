import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { limitHeapGrowth } from './performance/heap-growth.ts'

/** Runs the source. scripts/build/program/main.ts runs the bundle. */
limitHeapGrowth()

const root = join(import.meta.dirname, '..')

// For a faster next start. If the folder is read-only, an existing cache is still used.
enableCompileCache(join(root, 'dist/compiled'))

const { start } = await import('./start.ts')
await start(root, () => import('./serve.ts'))
