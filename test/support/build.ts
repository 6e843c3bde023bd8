import { join } from 'node:path'
import { build, isBuilt } from '../../scripts/setup/build.js'

/** Builds dist/ if it is older than its sources. */
export default async function (): Promise<void> {
  const root = join(import.meta.dirname, '../..')
  if (!isBuilt(root)) await build(root, process.execPath)
}
