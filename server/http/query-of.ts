import type { FastifyRequest } from 'fastify'

/** The parameters of an address. Nothing is known of their types: one that comes several times is a list. */
export function queryOf({ query }: Pick<FastifyRequest, 'query'>): Readonly<Record<string, unknown>> {
  return query as Readonly<Record<string, unknown>>
}
