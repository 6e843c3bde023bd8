import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take long, and mostly wait: for sentinels, containers and timeouts. */
const WAITING =
  /\/test\/(faults|deployment|operations)\/|\/(begin-and-end|forbidden-commands|lost-replicas|redis-(rights|tls)|sentinels|unusable-redis)\.test/

/** Files that take long, and mostly compute: browsers, builds, many books. */
const COMPUTING = /\/test\/(browser|commands)\/|\/test\/book\/\w+-contract\.test/

/**
 * Begins with the files that take long, so that no worker is left alone with one at the end. Those that wait alternate with those that
 * compute.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const waiting = sorted.filter(({ moduleId }) => WAITING.test(moduleId))
    const computing = sorted.filter(({ moduleId }) => COMPUTING.test(moduleId))
    const others = sorted.filter((file) => !waiting.includes(file) && !computing.includes(file))
    return [...alternate(waiting, computing), ...others]
  }
}

function alternate<T>(some: readonly T[], more: readonly T[]): T[] {
  const length = Math.max(some.length, more.length)
  return Array.from({ length }, (_, index) => [...some.slice(index, index + 1), ...more.slice(index, index + 1)]).flat()
}
