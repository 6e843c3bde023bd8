import Fastify, { type FastifyInstance } from 'fastify'
import { type AppDependencies, createParts } from './app-parts.ts'
import { fastifyOptions } from './fastify-options.ts'
import { addHooks } from './hooks.ts'
import { refuseTunnels } from './http/client-error.ts'
import { PROBLEM } from './http/problem.ts'
import { createValidatorCompiler } from './http/validation.ts'
import { addRoutes } from './routes.ts'

/** Puts the web application together. It does not listen yet; closing it ends the live streams but leaves the book open. */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const parts = createParts(dependencies)
  const app = Fastify(fastifyOptions(parts))
  refuseTunnels(app, { createId: parts.createRequestId, requestLog: parts.requestLog })
  app.setValidatorCompiler(createValidatorCompiler())
  app.addSchema(PROBLEM)
  await addHooks(app, parts)
  await addRoutes(app, parts)
  return app
}
