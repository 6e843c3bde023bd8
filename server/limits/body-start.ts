import type { Readable } from 'node:stream'

/** More is read than kept, since a client may only listen after sending everything. */
const MOST_READ_BYTES = 2 * 1024 * 1024

interface BodyStart {
  readonly bytes: Buffer
  /** Including what was not kept. */
  readonly size: number
}

/** Reads a body but keeps only its first `most` bytes. Rejects with an error with a `statusCode` if it does not arrive. */
export function readBodyStart(payload: Readable, most: number): Promise<BodyStart> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const finish = () => {
      payload.off('data', onData).off('end', finish).off('error', onError)
      resolve({ bytes: Buffer.concat(chunks).subarray(0, most), size })
    }
    const onData = (chunk: Buffer) => {
      if (size < most) chunks.push(chunk)
      size += chunk.length
      if (size > MOST_READ_BYTES) finish()
    }
    const onError = (error: Error) => {
      payload.off('data', onData).off('end', finish).off('error', onError)
      // An error without a status means that the client has left.
      reject(Object.assign(error, { statusCode: 'statusCode' in error ? error.statusCode : 400 }))
    }
    payload.on('data', onData).on('end', finish).on('error', onError)
  })
}
