import { build, isBuilt } from '../../scripts/setup/build.js'

/** Builds dist/ if it is older than its sources. */
export default async function (): Promise<void> {
  if (!isBuilt()) await build(process.execPath)
}
