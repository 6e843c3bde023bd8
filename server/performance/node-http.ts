/**
 * The parts of Node's own HTTP that are used. An `import` would load all that it exports, `WebSocket` among it, and with that a
 * whole client. The part "start" of the benchmark shows it.
 */
export const { createServer, IncomingMessage, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http')
