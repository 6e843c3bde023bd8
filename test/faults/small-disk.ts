import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A disk in memory over a directory. Taken away by `await using`, even while it is in use. */
export interface SmallDisk extends AsyncDisposable {
  resize(megabytes: number): Promise<void>
}

/** Puts a disk of a few megabytes where `directory` is. Needs root, or sudo without a password. */
export async function mountSmallDisk(directory: string, megabytes: number): Promise<SmallDisk> {
  await asRoot('mount', '-t', 'tmpfs', '-o', options(megabytes), 'tmpfs', directory)
  return {
    resize: (size) => asRoot('mount', '-o', `remount,${options(size)}`, directory),
    [Symbol.asyncDispose]: () => asRoot('umount', '--lazy', directory),
  }
}

/** Puts a disk with a file system of ext4 where `directory` is. Small ones have blocks of 1 KB, a quarter of a page in memory. */
export async function mountSmallExt4(directory: string, megabytes: number): Promise<AsyncDisposable> {
  const image = `${directory}.ext4`
  writeFileSync(image, '')
  try {
    truncateSync(image, megabytes << 20)
    await promisify(execFile)('mkfs.ext4', ['-q', '-F', '-b', '1024', '-m', '0', image])
    await asRoot('mount', '-o', 'loop', image, directory)
    await asRoot('chown', `${process.getuid?.()}:${process.getgid?.()}`, directory)
  } catch (error) {
    rmSync(image)
    throw error
  }
  return {
    async [Symbol.asyncDispose]() {
      await asRoot('umount', '--lazy', directory)
      rmSync(image)
    },
  }
}

/** Why no disk can be mounted here; undefined where one can. Tries it. */
export function mountProblem(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'guestbook-disk-'))
  try {
    const [mount = '', ...mountOptions] = command('mount', '-t', 'tmpfs', '-o', options(1), 'tmpfs', directory)
    execFileSync(mount, mountOptions, { stdio: 'pipe' })
    const [unmount = '', ...unmountOptions] = command('umount', directory)
    execFileSync(unmount, unmountOptions, { stdio: 'pipe' })
    return undefined
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1)
  } finally {
    rmdirSync(directory)
  }
}

function options(megabytes: number): string {
  return `size=${megabytes}m,uid=${process.getuid?.()},gid=${process.getgid?.()}`
}

async function asRoot(...words: string[]): Promise<void> {
  const [program = '', ...rest] = command(...words)
  await promisify(execFile)(program, rest)
}

function command(...words: string[]): string[] {
  return process.getuid?.() === 0 ? words : ['sudo', '-n', ...words]
}
