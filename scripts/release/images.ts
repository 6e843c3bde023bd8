/** Where each image is, by the name that the manifests use, such as "guestbook". Each with its digest. */
export type Images = Readonly<Record<string, string>>

/** A reference with a digest; a tag before it only tells people which version that is. */
const REFERENCE = /^[a-z\d][\w.:/-]*@sha256:[\da-f]{64}$/

/** Reads arguments such as `guestbook=registry.example/guestbook:1.0.0@sha256:…`. Throws if one is not that. */
export function readImages(args: readonly string[]): Images {
  return Object.fromEntries(
    args.map((argument) => {
      const [, name, reference = ''] = /^([a-z-]+)=(.*)$/.exec(argument) ?? []
      if (name === undefined || !REFERENCE.test(reference))
        throw new Error(`expected name=image@sha256:… with 64 hexadecimal digits, got ${JSON.stringify(argument)}`)
      return [name, reference]
    }),
  )
}

/** Finds what follows `image:` in YAML, up to the tag, and any digest that is there already. */
const IMAGE = /^(\s*(?:- )?image:\s*)(["']?)([\w./-]+)(?::[\w.-]+)?(?:@sha256:[\da-f]+)?\2(\s*(?:#.*)?)$/gm

/** Returns a manifest or Compose file in which every image is named by its digest. Throws if one is not in `images`. */
export function pinImages(text: string, images: Images): string {
  const pinned = text.replaceAll(IMAGE, (_line, before: string, _quote: string, name: string, after: string) => {
    const reference = images[name]
    if (reference === undefined) throw new Error(`expected the digest of the image "${name}", got none`)
    return `${before}${reference}${after}`
  })
  const missed = /^\s*(?:- )?image:(?!.*@sha256:).*$/m.exec(pinned)
  if (missed) throw new Error(`expected an image with its digest, got ${JSON.stringify(missed[0].trim())}`)
  return pinned
}
