/** If a part fails, its elements stay as the server sent them, and the others still start. */
export function startAlone(part: { start(): void } | null | undefined): void {
  try {
    part?.start()
  } catch (error) {
    console.error(error)
  }
}
