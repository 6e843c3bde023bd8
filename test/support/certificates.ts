import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const openssl = (args: string[]) => promisify(execFile)('openssl', args)

/** A certificate and its key, as the paths of PEM files. */
export interface Certified {
  readonly cert: string
  readonly key: string
}

/** A certificate authority of a test's own. Its files are removed by `await using`. */
export interface Authority extends AsyncDisposable {
  /** The path of its certificate. */
  readonly ca: string
  /** A path in its folder, for other files of the test. */
  path(name: string): string
  /** Signs a certificate for a name. It holds for that name as a host name, and for 127.0.0.1 unless told otherwise. */
  issue(name: string, alternatives?: string): Promise<Certified>
}

export async function createAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'guestbook-certificates-'))
  const path = (name: string) => join(folder, name)
  const [ca, caKey] = [path('ca.pem'), path('ca-key.pem')]
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  await openssl(['req', '-x509', ...newKey, '-days', '1', '-subj', '/CN=Test authority', '-keyout', caKey, '-out', ca])
  return {
    ca,
    path,
    async issue(name, alternatives = `DNS:${name},IP:127.0.0.1`) {
      const [cert, key, request] = [path(`${name}.pem`), path(`${name}-key.pem`), path(`${name}.csr`)]
      const extensions = path(`${name}.ext`)
      await writeFile(extensions, `subjectAltName=${alternatives}\n`)
      await openssl(['req', ...newKey, '-subj', `/CN=${name}`, '-keyout', key, '-out', request])
      const signing = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-extfile', extensions]
      await openssl(['x509', '-req', '-in', request, ...signing, '-days', '1', '-out', cert])
      return { cert, key }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
