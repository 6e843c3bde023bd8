import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SCRIPTS = import.meta.dirname

const K8S = join(SCRIPTS, '..', '..', 'k8s')

/** The manifests with scripts of this folder. Run this file after changing one of them. */
export const MANIFESTS = [
  {
    path: join(K8S, 'redis-scripts.yaml'),
    scripts: [
      ...['start-master', 'lock-data', 'find-book', 'copy-book', 'book-keys', 'serve', 'ready', 'alive'],
      ...['backup', 'restore', 'password'],
    ],
  },
  {
    path: join(K8S, 'production', 'redis-scripts.yaml'),
    scripts: [
      ...['start-node', 'join-group', 'hand-over', 'start-sentinel', 'group'],
      ...['lock-data', 'find-book', 'book-keys', 'serve', 'ready', 'alive', 'backup', 'password'],
    ],
  },
]

/** Returns the manifest of a ConfigMap with these scripts. */
export function scriptsManifest(scripts: readonly string[]): string {
  const names = scripts.map((name) => `${name}.sh`)
  return `# Written by "node scripts/redis/manifest.ts" from the scripts in scripts/redis: change them there.
apiVersion: v1
kind: ConfigMap
metadata:
  name: redis-scripts
  labels:
    name: redis
    app.kubernetes.io/name: redis
    app.kubernetes.io/part-of: guestbook
data:
${names
  .sort()
  .map((name) => `  ${name}: |\n${indent(readFileSync(join(SCRIPTS, name), 'utf8'))}`)
  .join('')}`
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ')
}

if (import.meta.main) for (const { path, scripts } of MANIFESTS) writeFileSync(path, scriptsManifest(scripts))
