import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** The rules as Prometheus reads them. */
export const RULES = join(ROOT, 'docs/alerts.yaml')

/** The same rules for Prometheus Operator. Run this file after changing docs/alerts.yaml. */
export const MANIFEST = join(ROOT, 'k8s/production/monitoring/alerts.yaml')

/** Returns the PrometheusRule with these rules. */
export function rulesManifest(rules: string): string {
  const groups = rules.slice(rules.indexOf('groups:'))
  return `# Written by "node scripts/monitoring/manifest.ts" from docs/alerts.yaml: change them there.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: guestbook
  labels:
    name: guestbook
    app.kubernetes.io/name: guestbook
    app.kubernetes.io/part-of: guestbook
spec:
${groups.replace(/^(?=.)/gm, '  ')}`
}

if (import.meta.main) writeFileSync(MANIFEST, rulesManifest(readFileSync(RULES, 'utf8')))
