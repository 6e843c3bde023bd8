/** How many files and sockets a process may have open; Node raises its own limit as far as that when it starts. */
export function openFileLimit(): number {
  const report = process.report?.getReport() as { userLimits?: { open_files?: { hard: number | string } } } | undefined
  const { hard } = report?.userLimits?.open_files ?? { hard: 'unknown' }
  return typeof hard === 'number' ? hard : Number.POSITIVE_INFINITY
}
