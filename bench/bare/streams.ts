import { createServer, type ServerResponse } from 'node:http'

/** The minimum for live entries: bare node:http, and one buffer per post for all readers. */
const readers = new Set<ServerResponse>()

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const frame = Buffer.from(`event: entry\ndata: ${Buffer.concat(parts)}\n\n`)
      response.writeHead(201).end()
      for (const reader of readers) reader.write(frame)
    })
  } else if (request.url === '/api/live') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(':\n\n')
    readers.add(response)
    response.once('close', () => readers.delete(response))
  } else {
    response.end('ready')
  }
})

server.listen(Number(process.env.PORT), process.env.HOST)
process.once('SIGTERM', () => process.exit())
