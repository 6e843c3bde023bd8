import { pause, retryPause } from './retry.ts'

/** Loads a script that the first view does without, once the page has all it needs itself. Tries again until it succeeds. */
export async function loadLater<Script>(address: string): Promise<Script> {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve))
  for (let failures = 1; ; failures++) {
    try {
      return await import(new URL(address, location.href).href)
    } catch {
      await pause(retryPause(failures, null), [window, 'online'])
    }
  }
}
