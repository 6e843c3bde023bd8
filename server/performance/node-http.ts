/** Node's HTTP without the rest: an `import` would load `WebSocket` too, and with it a whole client. Benchmark part: "start". */
export const { createServer, IncomingMessage, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http')
