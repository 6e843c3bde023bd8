import type { Book } from '../../book/book.ts'

/** The book's secret as far as this process knows it. */
export interface BookSecret {
  /** Undefined until the book has answered. After a failure, the next call asks again. */
  get(): string | undefined
  /** The book may be another one now. */
  forget(): void
}

/** Asks the book for its secret in the background, so that no post waits for it. */
export function createBookSecret(book: Pick<Book, 'secret'>): BookSecret {
  let secret: string | undefined
  let isAsking = false
  const ask = async () => {
    isAsking = true
    try {
      secret = await book.secret()
    } catch {
      // Until the next call, no cookie is signed and none is believed.
    } finally {
      isAsking = false
    }
  }
  return {
    get() {
      if (secret === undefined && !isAsking) void ask()
      return secret
    },
    forget() {
      secret = undefined
    },
  }
}
