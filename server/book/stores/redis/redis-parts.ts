import type { Logger } from 'pino'
import type { Position } from '../../../common/position.ts'
import type { RedisLocation } from '../../../configuration/redis-location.ts'
import { NotWritten } from '../../errors.ts'
import type { Health } from '../../health.ts'
import { seedDraft } from '../seed.ts'
import { Appender } from './appender.ts'
import type { BookKeys } from './book-keys.ts'
import { describeHealth } from './health.ts'
import { createMasterWrite, type MasterWrite } from './master-write.ts'
import { type Connections, connect } from './nodes/connections.ts'
import { LostReplicas } from './nodes/lost-replicas.ts'
import { MasterWatch } from './nodes/master-watch.ts'
import { NextAttempt } from './nodes/next-attempt.ts'
import { NodeChoice } from './nodes/node-choice.ts'
import { keepOnOneMaster } from './nodes/one-master.ts'
import { Problems } from './nodes/problems.ts'
import { CHECK_INTERVAL_MS, ReadableReplica } from './nodes/readable-replica.ts'
import { TopologyWatch } from './nodes/topology-watch.ts'
import { WriteState } from './write-state.ts'
import { createWriteTrial } from './write-trial.ts'

/** Redis' share of the time for a write. The rest is for answering. */
const REDIS_SHARE = 0.9

export interface RedisPartsOptions {
  readonly keys: BookKeys
  readonly location: RedisLocation
  readonly writeReplicas: number
  /** In milliseconds. */
  readonly writeTimeout: number
  /** The first entry of a new book; empty: none. Undefined: never creates a book. */
  readonly seedMessage: string | undefined
  readonly log: Logger
}

export interface RedisParts {
  readonly connections: Connections
  readonly problems: Problems
  readonly master: MasterWatch
  readonly nodes: NodeChoice
  readonly appender: Appender
  readonly write: MasterWrite
  readonly health: Health
  close(): void
}

/** Connects to the nodes and watches them. `followed`: how far this process has followed the log. */
export function openParts(options: RedisPartsOptions, followed: () => Position | undefined): RedisParts {
  const { keys, location, writeReplicas, seedMessage, log } = options
  const problems = new Problems(log)
  const writeTimeout = Math.ceil(REDIS_SHARE * options.writeTimeout)
  const connections = connect(location, { writeTimeout, problems, log })
  const { writer } = connections
  const writes = new WriteState(writeReplicas, { address: location.master, problems })
  const appender: Appender = new Appender(writer, {
    keys,
    writeReplicas,
    writeTimeout,
    seed: seedDraft(seedMessage ?? ''),
    salt: () => master.state?.salt,
    state: writes,
  })
  const master = new MasterWatch(connections.master, {
    keys,
    createBook: async () => {
      if (writer.status !== 'ready') throw new NotWritten('there is no connection for writing yet')
      await appender.createBook()
    },
    tryWriting: createWriteTrial(writer, keys, writes),
    writes,
    mayBegin: seedMessage !== undefined,
    address: location.master,
    problems,
    log,
  })
  const replica = new ReadableReplica(connections.replica, keys)
  const topology = new TopologyWatch({ master, replica })
  const replicas = new LostReplicas({ location, master, replica, problems })
  const masterAttempt = new NextAttempt(connections.master)
  const nodes = new NodeChoice({ connections, master, masterAttempt, replica, replicas, followed })
  const checks = keepCheckingReplica({ master, replica, replicas, nodes })
  keepOnOneMaster(connections, master)
  return {
    connections,
    problems,
    master,
    nodes,
    appender,
    write: createMasterWrite({
      writer,
      isThere: () => master.state !== undefined,
      problems: () => problems.current,
      confirm: (started) => appender.confirm(started),
    }),
    health: describeHealth({ master, replica, replicas, writer, writes, problems, topology }),
    close() {
      clearInterval(checks)
      master.close()
      connections.close()
    },
  }
}

interface ReplicaCheckParts {
  readonly master: MasterWatch
  readonly replica: ReadableReplica
  readonly replicas: LostReplicas
  readonly nodes: NodeChoice
}

/** Checks the replica when something may have changed, and from time to time. @returns the timer, to clear at the end */
function keepCheckingReplica({ master, replica, replicas, nodes }: ReplicaCheckParts): NodeJS.Timeout {
  master.on('lost', () => {
    replica.forget()
    void nodes.checkReplica()
  })
  // Open connections may lead to another node than their addresses do now.
  master.on('history', () => replica.connection.disconnect(true))
  // It may be the only node from the start.
  replica.connection.on('ready', () => void nodes.checkReplica())
  return setInterval(() => void nodes.checkReplica().then(() => replicas.report()), CHECK_INTERVAL_MS).unref()
}
