import { type SerializerFactory, SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import { lazy } from './lazy.ts'

/** Fastify's compiler of response schemas, called for each when it is first needed: most are for errors. Benchmark part: "start". */
export const buildSerializer: SerializerFactory = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options)
  return (route) => {
    const serializer = lazy(() => compile(route))
    return (document) => serializer()(document)
  }
}
