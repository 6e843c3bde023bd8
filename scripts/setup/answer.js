import { get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * @param {import('./address.js').Address} address
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} true once the guestbook answers there, false when `signal` aborts before
 */
export async function isUp({ host, port }, signal) {
  while (!signal.aborted) {
    await pause(40)
    if (await answers(`http://${host}:${port}/livez`)) return true
  }
  return false
}

/**
 * @param {string} url
 * @returns {Promise<boolean>}
 */
function answers(url) {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 1000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve(false))
  })
}
