import { join } from 'node:path'
import { loadProgram } from '../../../server/performance/code-cache.ts'
import { limitHeapGrowth } from '../../../server/performance/heap-growth.ts'
import { start } from '../../../server/start.ts'

/** The name of the bundle of server/serve.ts. The build replaces it. */
declare const BUNDLE: string

/** Becomes dist/main.js, as server/main.ts is for the source. */
limitHeapGrowth()
const load = () => loadProgram<typeof import('../../../server/serve.ts')>(join(import.meta.dirname, BUNDLE))
await start(join(import.meta.dirname, '..'), async () => load().exports)
