import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { describeWith } from '../support/machine.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
const run = promisify(execFile)

const names = (image: string, environment: Record<string, string>) =>
  run('sh', ['scripts/release/names.sh', image], { cwd: ROOT, env: { PATH: process.env.PATH, ...environment } })

test.each([
  ['guestbook', 'ghcr.io/someone/the-book'],
  ['guestbook-redis', 'ghcr.io/someone/the-book-redis'],
])('the image %s goes to the registry of the repository as %s', async (image, expected) => {
  const { stdout } = await names(image, { GITHUB_REPOSITORY: 'Someone/The-Book', GITHUB_REF_NAME: `v${version}` })
  expect(stdout).toBe(`version=${version}\nimage=${expected}\n`)
})

test('a tag that is not the version of the package is refused', async () => {
  const refused = names('guestbook', { GITHUB_REPOSITORY: 'a/b', GITHUB_REF_NAME: 'v99.0.0' })
  await expect(refused).rejects.toMatchObject({
    code: 1,
    stderr: `expected the tag v${version}, as in package.json, got v99.0.0\n`,
  })
})

// Docker and cosign are programs of others, which cannot be asked here: these write down what they are asked.
const DIGEST = (digit: string) => `sha256:${digit.repeat(64)}`
const PROGRAMS = {
  docker: `echo "docker $*" >>"$CALLS"
case "$*" in
*.SBOM*) echo '{"linux/amd64":{}}' ;;
*.Provenance*) echo '{"linux/amd64":{}}' ;;
*"inspect redis:8"*) echo '"${DIGEST('d')}"' ;;
*inspect*-redis:*) echo '"${DIGEST('e')}"' ;;
*inspect*) echo '"${DIGEST('f')}"' ;;
esac`,
  cosign: 'echo "cosign $*" >>"$CALLS"',
}

describeWith(['kubectl'], 'publishing a release', () => {
  test.each([
    [
      'the digest of an image is not told',
      { docker: 'echo Name: guestbook' },
      'expected the digest of ghcr.io/someone/book',
    ],
    [
      'the build has left out what is in the image',
      { docker: `case "$*" in *.SBOM*) echo '{}' ;; *) echo '"${DIGEST('f')}"' ;; esac` },
      'expected SBOM of each platform of ghcr.io/someone/book',
    ],
  ])('signs nothing if %s', async (_what, programs, message) => {
    await using release = await prepare({ ...PROGRAMS, ...programs })
    await expect(release.publish()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) })
    expect(await release.calls()).not.toContainEqual(expect.stringContaining('cosign'))
  })

  test('joins the platforms, signs both images, and writes files that name every image by its digest', async () => {
    await using release = await prepare(PROGRAMS)
    await release.publish()
    const book = `ghcr.io/someone/book:${version}`
    const calls = await release.calls()
    const [untagged, untaggedRedis] = ['ghcr.io/someone/book@', 'ghcr.io/someone/book-redis@']
    expect(calls).toEqual(
      expect.arrayContaining([
        `docker buildx imagetools create --tag ${book} ${untagged}${DIGEST('0')} ${untagged}${DIGEST('1')}`,
        `docker buildx imagetools create --tag ghcr.io/someone/book-redis:${version} ${untaggedRedis}${DIGEST('2')} ${untaggedRedis}${DIGEST('3')}`,
        `cosign sign --yes --recursive ${book}@${DIGEST('f')}`,
        `cosign sign --yes --recursive ghcr.io/someone/book-redis:${version}@${DIGEST('e')}`,
      ]),
    )
    expect((await readdir(release.folder)).sort()).toEqual([
      'docker-compose.yml',
      'guestbook-production.yaml',
      'guestbook.provenance.json',
      'guestbook.sbom.json',
      'guestbook.yaml',
    ])
    const text = (name: string) => readFile(join(release.folder, name), 'utf8')
    for (const name of ['guestbook.yaml', 'guestbook-production.yaml']) {
      const used = new Set(
        parseAllDocuments(await text(name)).flatMap((document) =>
          (document.toJS().spec?.template?.spec?.containers ?? []).map(({ image }: { image: string }) => image),
        ),
      )
      expect(used).toEqual(new Set([`${book}@${DIGEST('f')}`, `redis:8@${DIGEST('d')}`]))
      expect(await text(name)).not.toContain('no registry')
    }
    const { services } = parse(await text('docker-compose.yml'), { merge: true })
    expect(Object.values(services)).toHaveLength(4)
    for (const service of Object.values(services)) {
      expect(service).not.toHaveProperty('build')
      expect(service).toMatchObject({ image: expect.stringContaining('@sha256:') })
    }
    expect(services.frontend.image).toBe(`${book}@${DIGEST('f')}`)
  })
})

/** Two images for two platforms that were pushed, and these programs in front of all others. */
async function prepare(programs: Readonly<Record<string, string>>) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'guestbook-release-'))
  const at = (...path: string[]) => join(folder.path, ...path)
  await mkdir(at('bin'))
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(at('bin', name), `#!/bin/sh\n${script}\n`)
    await chmod(at('bin', name), 0o755)
  }
  const pushed = ['guestbook-amd64', 'guestbook-arm64', 'guestbook-redis-amd64', 'guestbook-redis-arm64']
  for (const [index, name] of pushed.entries()) {
    await mkdir(at('digests', name), { recursive: true })
    await writeFile(at('digests', name, `${index}`.repeat(64)), '')
  }
  await writeFile(at('calls'), '')
  return {
    folder: at('release'),
    publish: () =>
      run('sh', ['scripts/release/publish.sh', at('digests'), at('release')], {
        cwd: ROOT,
        env: {
          PATH: `${at('bin')}:${process.env.PATH}`,
          CALLS: at('calls'),
          GITHUB_REPOSITORY: 'someone/book',
          GITHUB_REF_NAME: `v${version}`,
        },
      }),
    calls: async () => (await readFile(at('calls'), 'utf8')).trim().split('\n'),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
