import type { EnvironmentReader } from './variables.ts'

/** Reads the address that people use, without a trailing slash. */
export function readPublicUrl(environment: EnvironmentReader): string | undefined {
  const value = environment.text('PUBLIC_URL')
  if (value === undefined) return undefined
  const url = URL.parse(value)
  if (url?.username || url?.password) {
    // The message leaves out the value, which holds a password.
    environment.problems.push('PUBLIC_URL must have no user name and no password: everyone reads it')
    return undefined
  }
  if (!url || !/^https?:$/.test(url.protocol) || !PUBLIC_PATH.test(url.pathname) || url.search || url.hash) {
    environment.refuse(
      'PUBLIC_URL',
      'an address like https://guestbook.example.org or https://example.org/guestbook',
      value,
    )
    return undefined
  }
  const path = url.pathname.replace(/\/$/, '')
  const own = OWN_FOLDERS.find((folder) => path !== '' && folder.startsWith(`${path}/`))
  if (own !== undefined) {
    environment.refuse('PUBLIC_URL', `an address with another path: the guestbook itself uses ${own}`, value)
    return undefined
  }
  return url.origin + path
}

/** Parts that are not empty. A cookie's path cannot hold ";". */
const PUBLIC_PATH = /^\/(?:[\w.~%!$&'()*+,=:@-]+(?:\/|$))*$/

/** Below these, one cannot tell whether a proxy has taken off the same path. */
const OWN_FOLDERS = ['/admin/', '/api/entries/', '/api/waiting/', '/assets/', '/entry/', '/waiting/']
