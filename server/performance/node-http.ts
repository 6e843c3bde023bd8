/**
 * What is used of Node's own HTTP. To `import` it would be to load all that it exports, `WebSocket` among it, and with that a whole
 * client: a tenth of the start.
 */
export const { createServer, IncomingMessage, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http')
