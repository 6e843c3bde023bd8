import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { atLeast } from '../findings.ts'
import { compare } from '../load/compare.ts'
import { loadOf, POST } from '../load/requests.ts'
import type { Part } from '../part.ts'
import { startBareFastify } from '../processes/bare.ts'
import { startEmbedded, temporaryDirectory } from '../processes/guestbook.ts'
import { comparisonSeconds } from '../scale.ts'
import { compareReads, readsSeconds } from './reads.ts'

/** Reads and writes of the embedded book, against a bare Fastify with one SQLite statement a request. */
export const embedded: Part = {
  name: 'embedded',
  about: 'reads and posts of the book without Redis',
  estimate: (scale) => 2 + readsSeconds(scale) + comparisonSeconds(scale),
  async run(context) {
    await using directory = await temporaryDirectory()
    const sqlite = join(directory.path, 'bare')
    await mkdir(sqlite)
    await using guestbook = await startEmbedded(join(directory.path, 'book'), context.signal)
    const findings = await compareReads(context, guestbook, { sqlite })
    await using bare = await startBareFastify(context.signal, { store: { sqlite } })
    const posts = await compare(context, {
      measure: 'POST /api/entries',
      ours: { load: loadOf(guestbook, POST), program: guestbook },
      reference: { load: loadOf(bare, { ...POST, path: '/add' }), program: bare },
      comparedWith: 'bare Fastify, one INSERT',
      goal: atLeast(0.8),
    })
    return {
      findings: [...findings, posts].map((finding) => ({ ...finding, measure: `embedded: ${finding.measure}` })),
    }
  },
}
