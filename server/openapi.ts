import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

/** Lets the application describe the routes that are added after this, by the schemas that requests and answers are held against. */
export async function describeApi(
  app: FastifyInstance,
  { publicUrl, version }: { publicUrl: string | undefined; version: string },
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Guestbook',
        description:
          'Read the book and sign it. Every answer of the API carries Guestbook-Position; send it back to never read less than you have seen.',
        version,
      },
      ...(publicUrl === undefined ? {} : { servers: [{ url: publicUrl }] }),
    },
    // Pages and files are for browsers; what is for programs says what it is for.
    transform: ({ schema, url }) => ({ schema: schema?.summary ? schema : { ...schema, hide: true }, url }),
    refResolver: {
      buildLocalReference: (schema, _baseUri, _fragment, index) => String(schema.$id ?? `schema-${index}`),
    },
  })
}

/** The description. */
export function getOpenApi(app: FastifyInstance, path: string): void {
  app.get(path, { schema: { hide: true } }, async (_request, reply) => {
    reply.header('cache-control', 'no-cache')
    return app.swagger()
  })
}
