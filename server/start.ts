import { readConfiguration } from './configuration/configuration.ts'
import { explainStop } from './operations/explain-stop.ts'

/**
 * Serves the book as the environment says. If that is impossible, says why and ends the process.
 * @param root has package.json and dist/
 * @param load loads serve.ts; called last, so that a bad configuration is reported quickly
 */
export async function start(root: string, load: () => Promise<typeof import('./serve.ts')>): Promise<void> {
  try {
    const configuration = readConfiguration(process.env)
    const { serve } = await load()
    await serve(configuration, root)
  } catch (error) {
    console.error(explainStop(error))
    process.exit(1)
  }
}
