/** In bytes: more than any page. Longer texts take the usual way. */
const SIZE = 512 * 1024

const scratch = Buffer.alloc(SIZE)

/** The bytes of a text in UTF-8. `Buffer.from` reads a long text twice, first to count its bytes: GET /?before=, each another page. */
export function toUtf8(text: string): Buffer {
  // A code unit takes at most three bytes.
  if (text.length * 3 > SIZE) return Buffer.from(text)
  return Buffer.from(scratch.subarray(0, scratch.write(text)))
}
