import { pause, retryPause } from './retry.ts'

/** Loads a script once the page has all that the first view needs. Tries again until it succeeds. */
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
