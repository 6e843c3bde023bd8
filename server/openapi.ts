import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'

/** Describes the routes that are added after it, by their schemas. */
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
      servers: [{ url: publicUrl ?? '.' }],
    },
    stripBasePath: false,
    transform: ({ schema, url }) => ({ schema: schema?.summary ? schema : { ...schema, hide: true }, url }),
    refResolver: {
      buildLocalReference: (schema, _baseUri, _fragment, index) => String(schema.$id ?? `schema-${index}`),
    },
  })
}

export function getOpenApi(app: FastifyInstance, path: string): void {
  app.get(path, { schema: { hide: true } }, async (_request, reply) => {
    reply.header('cache-control', 'no-cache')
    return app.swagger()
  })
}
