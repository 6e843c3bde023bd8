import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { lazy } from './lazy.ts'

/**
 * Fastify's own compiler of response schemas, which compiles each when it is first needed: most are for errors. The part "start"
 * of the benchmark shows it.
 */
export const buildSerializer: SerializerFactory = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options)
  return (route) => {
    const serializer = lazy(() => compile(route))
    return (document) => serializer()(document)
  }
}
