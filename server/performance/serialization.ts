import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { lazy } from './lazy.ts'

/** Fastify's own compiler of response schemas, put to work for each when it is first answered with: most are for what goes wrong. */
export const buildSerializer: SerializerFactory = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options)
  return (route) => {
    const serializer = lazy(() => compile(route))
    return (document) => serializer()(document)
  }
}
