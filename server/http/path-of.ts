/** The path of a request target, which may be a whole URL (RFC 9112, section 3.2.2). Like the router's, it ends at a query or fragment. */
export function pathOf({ url }: { readonly url: string }): string {
  const path = url.startsWith('/') ? url : (URL.parse(url)?.pathname ?? url)
  return path.split(/[?#]/, 1)[0] ?? '/'
}
