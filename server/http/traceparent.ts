/** A place in a distributed trace (https://www.w3.org/TR/trace-context/#traceparent-header). */
interface TraceParent {
  /** 32 hexadecimal digits; `spanId` has 16. */
  readonly traceId: string
  readonly spanId: string
  /** Bit 0 is set if the caller records this trace. */
  readonly flags: number
}

/** A later version may add fields; this is far more than any needs. */
const LONGEST = 256

const FORMAT = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-[\x21-\x7e]*)?$/

/** Parses a `traceparent` header; undefined if it is not valid. Only a version after 00 may have more fields. */
export function parseTraceparent(text: string): TraceParent | undefined {
  if (text.length > LONGEST) return undefined
  const [, version, traceId, spanId, flags = '', more] = FORMAT.exec(text) ?? []
  if (traceId === undefined || spanId === undefined || (version === '00' && more !== undefined)) return undefined
  return { traceId, spanId, flags: Number.parseInt(flags, 16) }
}

export function formatTraceparent({ traceId, spanId, flags }: TraceParent): string {
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`
}
