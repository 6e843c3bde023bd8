import { readConfiguration } from './configuration/configuration.ts'
import { explainStop } from './operations/explain-stop.ts'
import { serve } from './serve.ts'

/** Serves the book as the environment says. If that is impossible, says why and ends the process. `root` has package.json and dist/. */
export async function start(root: string): Promise<void> {
  try {
    await serve(readConfiguration(process.env), root)
  } catch (error) {
    console.error(explainStop(error))
    process.exit(1)
  }
}
