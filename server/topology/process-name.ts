/** The name of a pod or container, without a domain. One that spells an address, as in some clouds, becomes `frontend`. */
export function processName(hostname: string): string {
  const [name = ''] = hostname.split('.', 1)
  return name === '' || /\d+[-_]\d+[-_]\d+[-_]\d+/.test(name) || /^\d+$/.test(name) || name.includes(':')
    ? 'frontend'
    : name
}
