import { resolve } from 'node:path'
import { keepCode, loadProgram } from '../../../server/performance/code-cache.ts'
import { limitHeapGrowth } from '../../../server/performance/heap-growth.ts'
import { start } from '../../../server/start.ts'

/** `node record.ts <bundle>` serves the book as dist/main.js does and, when it ends, keeps what was compiled. Run it in the checkout. */
const [, , bundle = ''] = process.argv
// V8 rejects code that was compiled under other flags.
limitHeapGrowth()
const { exports, script } = loadProgram<typeof import('../../../server/serve.ts')>(resolve(bundle))
process.on('exit', () => keepCode(bundle, script))
await start(process.cwd(), async () => exports)
