import type { Readable } from 'node:stream'

/** How much of a body is passed over, in bytes, so that a client that sends everything first still sees the answer. */
const PASSED_OVER = 2 * 1024 * 1024

/** The beginning of a body. */
export interface BodyStart {
  readonly bytes: Buffer
  /** How many bytes came, also of what was not kept. */
  readonly size: number
}

/**
 * Reads a body and keeps no more than its first `most` bytes: of one that is too large, what was typed can be given back without
 * holding all that was sent. Rejects with an error that has a `statusCode` where the body does not arrive.
 */
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
      // What still comes flows on, to nobody.
      if (size > PASSED_OVER) finish()
    }
    const onError = (error: Error) => {
      payload.off('data', onData).off('end', finish).off('error', onError)
      // Without a status of its own it is the client who has left.
      reject(Object.assign(error, { statusCode: 'statusCode' in error ? error.statusCode : 400 }))
    }
    payload.on('data', onData).on('end', finish).on('error', onError)
  })
}
