/** More than any page. Longer texts take the usual way. */
const SIZE_BYTES = 512 * 1024

const scratch = Buffer.alloc(SIZE_BYTES)

/** A text's bytes in UTF-8, without counting them first. Benchmark row: "GET /?before=, each another page". */
export function utf8Of(text: string): Buffer {
  // A code unit takes at most three bytes.
  if (text.length * 3 > SIZE_BYTES) return Buffer.from(text)
  return Buffer.from(scratch.subarray(0, scratch.write(text)))
}
