import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { composeFile } from './compose-file.ts'
import { pinImages, readImages } from './images.ts'

/**
 * `node scripts/release/main.ts <folder> <name>=<image@digest>…`: writes what a release is installed from into the folder. Needs kubectl.
 * - guestbook.yaml: all of k8s/
 * - guestbook-production.yaml: all of k8s/production
 * - docker-compose.yml
 */
const ROOT = join(import.meta.dirname, '..', '..')

const [folder, ...args] = process.argv.slice(2)
if (folder === undefined) throw new Error('expected a folder to write to')
const images = readImages(args)
const build = (path: string) => execFileSync('kubectl', ['kustomize', join(ROOT, path)], { encoding: 'utf8' })
const files = {
  'guestbook.yaml': pinImages(build('k8s'), images),
  'guestbook-production.yaml': pinImages(build('k8s/production'), images),
  'docker-compose.yml': composeFile(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), images),
}
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
