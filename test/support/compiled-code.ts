/**
 * For `node --input-type=module --eval`, with the folder of the server's source and a bundle: loads the bundle as dist/main.js does
 * and prints true if it was compiled earlier.
 */
export const IS_COMPILED = `
const [, source, bundle] = process.argv
const { limitHeapGrowth } = await import(source + '/performance/heap-growth.ts')
const { loadProgram } = await import(source + '/performance/code-cache.ts')
limitHeapGrowth()
console.log(loadProgram(bundle).script.cachedDataRejected === false)`
