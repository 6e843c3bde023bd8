import { fetchDocument } from '../fetch-document.ts'

/* Keeps the page current while it is visible. */

const INTERVAL_MS = 1000

async function update(): Promise<void> {
  if (document.hidden) return
  const { response, page } = await fetchDocument(location.href)
  if (!response.ok) return
  const current = page.querySelectorAll('[data-live]')
  // What has not changed keeps its place in the reader's selection.
  document.querySelectorAll('[data-live]').forEach((part, index) => {
    const now = current[index]
    if (now && !part.isEqualNode(now)) part.replaceWith(now)
  })
}

function updateLater(): void {
  setTimeout(
    () =>
      update()
        .catch(() => {})
        .finally(updateLater),
    INTERVAL_MS,
  )
}

updateLater()
