import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import {
  ConfigMap,
  type IContainer,
  type IPodSpec,
  PersistentVolumeClaim,
  ReplicationController,
  Service,
} from 'kubernetes-models/v1'
import { parse, parseAllDocuments } from 'yaml'

export const MANIFESTS = fileURLToPath(new URL('../../k8s', import.meta.url))
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

/** The kinds in this deployment, with their schemas. */
const KINDS = { ConfigMap, NetworkPolicy, PersistentVolumeClaim, ReplicationController, Service }

export type Resource = InstanceType<(typeof KINDS)[keyof typeof KINDS]>

/** Every resource that `kubectl apply -f k8s/` would create. Throws if a file is not YAML or a kind is unknown. */
export function readResources(files = manifestFiles()): Resource[] {
  return files.flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8'), { strict: true }).map((document) => {
      if (document.errors.length > 0) throw document.errors[0]
      return resource(document.toJS(), file)
    }),
  )
}

/** The files that `kubectl apply -f` takes from a folder: by extension, without subfolders. */
export function manifestFiles(): string[] {
  return readdirSync(MANIFESTS)
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .map((name) => `${MANIFESTS}/${name}`)
}

export function resourcesOf<Kind extends keyof typeof KINDS>(kind: Kind): InstanceType<(typeof KINDS)[Kind]>[] {
  return readResources().filter((resource) => resource.kind === kind) as InstanceType<(typeof KINDS)[Kind]>[]
}

/** The resource of this kind and name. */
export function find<Kind extends keyof typeof KINDS>(kind: Kind, name: string): InstanceType<(typeof KINDS)[Kind]> {
  const found = resourcesOf(kind).find(({ metadata }) => metadata?.name === name)
  if (!found) throw new Error(`expected a ${kind} "${name}" in k8s/, found none`)
  return found
}

/** The pods of a controller. */
export function podOf(controller: ReplicationController): {
  labels: Record<string, string>
  spec: IPodSpec
  container: IContainer
} {
  const { metadata, spec } = controller.spec?.template ?? {}
  const [container, ...others] = spec?.containers ?? []
  if (!spec || !container || others.length > 0)
    throw new Error(`expected one container in ${controller.metadata?.name}`)
  return { labels: metadata?.labels ?? {}, spec, container }
}

/** docker-compose.yml, as far as the tests need it. */
export function readCompose(): ComposeFile {
  return parse(readFileSync(`${REPOSITORY}/docker-compose.yml`, 'utf8'), { merge: true })
}

export interface ComposeFile {
  readonly name?: string
  readonly services: Readonly<Record<string, ComposeService>>
}

export interface ComposeService {
  readonly healthcheck?: { readonly test?: readonly string[] }
  readonly build?: string | { readonly context: string; readonly args?: Readonly<Record<string, string>> }
  readonly image: string
  readonly command?: string
  readonly user?: string
  readonly ports?: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly depends_on?: unknown
  readonly volumes?: readonly string[]
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly environment?: Readonly<Record<string, string | null>>
  readonly deploy?: {
    readonly replicas?: number | string
    readonly resources?: { readonly limits?: { readonly memory?: string } }
  }
}

function resource(document: { kind: keyof typeof KINDS }, file: string): Resource {
  const Kind = KINDS[document.kind]
  if (!Kind)
    throw new Error(`expected one of ${Object.keys(KINDS).join(', ')} in ${basename(file)}, got ${document.kind}`)
  return new Kind(document as never)
}
