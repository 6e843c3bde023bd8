import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { openBook } from './book.ts'
import { UserError } from './command-line.ts'
import { compare } from './compare.ts'
import type { Finding } from './findings.ts'
import { type Context, measureEach } from './part.ts'
import { sideOf } from './parts/http.ts'
import { type Row, SETUPS, type Setup } from './rows.ts'
import { visit } from './visit.ts'

/**
 * Compares this checkout with another in interleaved rounds. Each side has its own book. Each pass starts new processes,
 * because two processes of the same program may differ by a few percent.
 * @returns the findings of all passes
 * @param match only rows whose name contains this text
 */
export async function compareCheckouts(
  context: Context,
  other: string,
  parts: readonly string[],
  match: string,
): Promise<Finding[]> {
  const { passes, ...scale } = context.scale.against
  const setups = SETUPS.filter(({ part }) => parts.includes(part))
    .map((setup) => ({ ...setup, rows: setup.rows.filter(({ name }) => name.includes(match)) }))
    .filter(({ rows }) => rows.length > 0)
  const runs = Array.from({ length: passes }, (_, index) =>
    setups.map((setup) => ({ name: `pass ${index + 1} of ${passes}: ${setup.part} on ${setup.store}`, setup })),
  ).flat()
  return measureEach(context, runs, ({ name, setup }) => {
    const progress = (step: string) => context.progress(`${name}: ${step}`)
    return runPass({ ...context, scale: { ...context.scale, ...scale }, progress }, setup, other)
  })
}

async function runPass(context: Context, setup: Setup, other: string): Promise<Finding[]> {
  await using ours = await openBook(context, setup)
  await using theirs = await openBook(context, { ...setup, root: other })
  const ourVisit = await visit(ours.first.url, context.scale.entries)
  const theirVisit = await visit(theirs.first.url, context.scale.entries)
  // Awaited here, because the servers end when this function does.
  return await measureEach(context, setup.rows, (row) => {
    const compared: Row = { ...row, least: { name: other, server: 'same' }, goals: {} }
    return compare(context, compared, sideOf(ours, ourVisit, row), sideOf(theirs, theirVisit, row))
  })
}

/** @throws UserError with the output of the build if it fails */
export async function buildCheckout(root: string, signal: AbortSignal): Promise<void> {
  try {
    await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root, signal })
  } catch (error) {
    throw new UserError(`expected "npm run build" to build ${root}, but it failed: ${(error as Error).message}`)
  }
}
