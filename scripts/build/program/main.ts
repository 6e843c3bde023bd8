import { join } from 'node:path'
import { loadProgram } from '../../../server/performance/code-cache.ts'
import { limitHeapGrowth } from '../../../server/performance/heap-growth.ts'

/** The name of the bundle of server/start.ts. The build replaces it. */
declare const BUNDLE: string

/** Becomes dist/main.js, as server/main.ts is for the source. */
limitHeapGrowth()
const { start } = loadProgram<typeof import('../../../server/start.ts')>(join(import.meta.dirname, BUNDLE)).exports
await start(join(import.meta.dirname, '..'))
