import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SCRIPTS = import.meta.dirname

/** The manifest with the scripts for `kubectl apply`. */
export const MANIFEST = join(SCRIPTS, '..', '..', 'k8s', 'redis-scripts.yaml')

/** Returns the manifest of a ConfigMap with the scripts in this folder. Run this file after changing one of them. */
export function scriptsManifest(): string {
  const names = readdirSync(SCRIPTS).filter((name) => name.endsWith('.sh'))
  return `# Written by "node scripts/redis/manifest.ts" from the scripts in scripts/redis: change them there.
apiVersion: v1
kind: ConfigMap
metadata:
  name: redis-scripts
  labels:
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

if (import.meta.main) writeFileSync(MANIFEST, scriptsManifest())
