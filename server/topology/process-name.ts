/**
 * What a learner calls a process by: the name of its pod or container, without a domain. A name that spells an address, as some clouds give
 * machines, becomes `frontend`.
 */
export function processName(hostname: string): string {
  const [name = ''] = hostname.split('.', 1)
  return name === '' || /\d+[-_]\d+[-_]\d+[-_]\d+/.test(name) || /^\d+$/.test(name) || name.includes(':')
    ? 'frontend'
    : name
}
