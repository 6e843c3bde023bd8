import { join } from 'node:path'
import { compile } from './compile.ts'
import { buildServer } from './server.ts'
import { buildWeb } from './web.ts'

/** `npm run build`: builds dist/web/ from web/ and dist/main.js from server/, and keeps compiled code for a short start. */
const root = join(import.meta.dirname, '../..')
const files = await buildWeb(join(root, 'web'), join(root, 'dist/web'))

const weight = (bytes = 0) => `${bytes.toLocaleString('en')} B`.padStart(10)
console.log('file'.padEnd(28), 'plain'.padStart(10), 'brotli'.padStart(10), 'gzip'.padStart(10))
for (const { name, sizes } of files) {
  console.log(name.padEnd(28), weight(sizes.plain), weight(sizes.br ?? sizes.plain), weight(sizes.gz ?? sizes.plain))
}
const bundle = await buildServer(root, join(root, 'dist'))
await compile(root, bundle, join(root, 'dist/compiled'))
