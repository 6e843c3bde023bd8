import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8')
const version: string = JSON.parse(read('package.json')).version
const release = parse(read('.github/workflows/release.yml'))

test.each(readdirSync(`${ROOT}/.github/workflows`))('%s names every action by its commit', (name) => {
  const used = [...read(`.github/workflows/${name}`).matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, action]) => action)
  expect(used.length).toBeGreaterThan(0)
  // A tag can be moved; the comment says which one it was.
  for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/)
})

describe('the release workflow', () => {
  test('runs on a tag, after all tests', () => {
    expect(release.on).toEqual({ push: { tags: ['v*'] } })
    expect(release.jobs.test.uses).toBe('./.github/workflows/ci.yml')
    expect(parse(read('.github/workflows/ci.yml')).on).toHaveProperty('workflow_call')
    expect([release.jobs.build.needs, release.jobs.release.needs]).toEqual(['test', 'build'])
  })

  test('builds both images for both platforms, and pushes them by digest with their origin and their parts', () => {
    const { matrix } = release.jobs.build.strategy
    expect(matrix).toMatchObject({ image: ['guestbook', 'guestbook-redis'], platform: ['amd64', 'arm64'] })
    const build = release.jobs.build.steps.find(({ id }: { id?: string }) => id === 'build').with
    expect(build).toMatchObject({ sbom: true, provenance: 'mode=max' })
    expect(build.outputs).toContain('push-by-digest=true')
    const given = [...build['build-args'].matchAll(/^(\w+)=/gm)].map(([, name]) => name)
    expect(given).toEqual(['VERSION', 'SOURCE', 'REVISION'])
  })

  test('may write only where it has to', () => {
    expect(release.permissions).toEqual({ contents: 'read' })
    expect(release.jobs.build.permissions).toEqual({ contents: 'read', packages: 'write' })
    expect(release.jobs.release.permissions).toEqual({ contents: 'write', packages: 'write', 'id-token': 'write' })
  })
})

test.each(['Dockerfile', 'scripts/redis/Dockerfile'])(
  '%s labels the image with version, source and revision',
  (path) => {
    const text = read(path)
    expect(text).toContain(`\nARG VERSION=${version}\nARG SOURCE=\nARG REVISION=\n`)
    for (const name of ['version', 'source', 'revision'])
      expect(text).toContain(`org.opencontainers.image.${name}="$${name.toUpperCase()}"`)
  },
)

test('no document and no manifest claims an image that is in no registry', () => {
  const documents = ['README.md', ...readdirSync(`${ROOT}/docs`).map((name) => `docs/${name}`)]
  const manifests = ['docker-compose.yml', ...readdirSync(`${ROOT}/k8s`).map((name) => `k8s/${name}`)]
  for (const path of [...documents, ...manifests].filter((path) => /\.(md|ya?ml)$/.test(path))) {
    expect(read(path), path).not.toMatch(
      /\b(ghcr|docker|quay)\.io\/\S*guestbook|docker (pull|run [^`\n]*) \w+\/guestbook/,
    )
  }
})
