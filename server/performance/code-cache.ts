import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'
import { crc32 } from 'node:zlib'

/** Bytes of the checksum at the end of the file. */
const CHECKSUM = 4

/** A bundle that is loaded. `script.cachedDataRejected` is false if its code was compiled earlier. */
interface Program<Exports> {
  readonly exports: Exports
  readonly script: Script
}

/**
 * Loads a bundle: a file whose value is a function that takes `module`, `require`, `__filename` and `__dirname` and
 * returns what the bundle exports. Uses what {@link keepCode} has written, unless that is missing, damaged or for another version of Node.
 * Node's own compile cache has no functions that run later than the top level of a file. Benchmark part: "start".
 */
export function loadProgram<Exports>(bundle: string): Program<Exports> {
  const script = new Script(readFileSync(bundle, 'utf8'), {
    filename: bundle,
    cachedData: readCode(bundle),
  })
  const program = script.runInThisContext()
  return { exports: program({ exports: {} }, createRequire(bundle), bundle, dirname(bundle)), script }
}

/** Keeps all that was compiled until now, beside the bundle. */
export function keepCode(bundle: string, script: Script): void {
  const file = codeOf(bundle)
  const code = script.createCachedData()
  const checksum = Buffer.alloc(CHECKSUM)
  checksum.writeUInt32LE(crc32(code))
  // Written elsewhere and then renamed, so that a server that starts meanwhile does not read half of it.
  const temporary = `${file}.${process.pid}`
  writeFileSync(temporary, Buffer.concat([code, checksum]))
  renameSync(temporary, file)
}

function codeOf(bundle: string): string {
  return `${bundle}.code`
}

/** Undefined if there is none or it is damaged, which V8 would not notice and crash. */
function readCode(bundle: string): Buffer | undefined {
  try {
    const file = readFileSync(codeOf(bundle))
    const code = file.subarray(0, -CHECKSUM)
    return crc32(code) === file.readUInt32LE(code.length) ? code : undefined
  } catch {
    return undefined
  }
}
