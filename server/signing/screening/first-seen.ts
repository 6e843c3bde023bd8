import { createHmac, timingSafeEqual } from 'node:crypto'

/** A browser's name with the time of its first entry: `<name>.<milliseconds in base 36>.<signature>`. No browser can invent one. */
export function stampName(name: string, firstSeen: number, secret: string): string {
  const signed = `${name}.${firstSeen.toString(36)}`
  return `${signed}.${signatureOf(signed, secret)}`
}

export interface NamedBrowser {
  readonly name: string
  /** In milliseconds since 1970. Undefined without a stamp, with a forged one, or with one from the future: clocks differ. */
  readonly firstSeen: number | undefined
}

/** Reads a name, with or without a stamp; undefined if it is neither. Without the secret, no stamp can be checked. */
export function readName(value: string, secret: string | undefined, now: number): NamedBrowser | undefined {
  const { name, signed, time, signature } = NAME.exec(value)?.groups ?? {}
  if (name === undefined) return undefined
  if (!signed || !time || !signature || secret === undefined) return { name, firstSeen: undefined }
  const firstSeen = Number.parseInt(time, 36)
  const isGenuine = timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(signed, secret)))
  return { name, firstSeen: isGenuine && firstSeen <= now ? firstSeen : undefined }
}

/** Earlier releases set the name alone. */
const NAME =
  /^(?:(?<signed>(?<name>[\da-f-]{36})\.(?<time>[\da-z]{1,9}))\.(?<signature>[\w-]{22})|(?<name>[\da-f-]{36}))$/

function signatureOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(`guestbook-visitor ${text}`).digest('base64url').slice(0, 22)
}
