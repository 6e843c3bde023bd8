import { fetchDocument } from './fetch-document.ts'

/**
 * Has the server say what is wrong with the form, in the reader's language, and shows that where the server's own page would.
 * @returns false where nothing is wrong any more: the server took it
 * @throws where there is no answer
 */
export async function showProblem(form: HTMLFormElement): Promise<boolean> {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)])
  const { response, page } = await fetchDocument(form.action, { method: 'POST', body: new URLSearchParams(fields) })
  if (response.redirected) return false
  const problem = page.querySelector<HTMLElement>('#sign .problem')
  clearProblem(form)
  if (problem) place(problem, page.querySelector('#sign [aria-invalid]')?.id, form)
  // An answer that is none of the form's: the server's page shall say it itself.
  else form.submit()
  return true
}

/** Takes away what was said to be wrong. */
export function clearProblem(form: HTMLFormElement): void {
  for (const problem of form.querySelectorAll('.problem')) problem.remove()
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid')
    field.removeAttribute('aria-describedby')
  }
}

function place(problem: HTMLElement, fieldId: string | undefined, form: HTMLFormElement): void {
  const field = fieldId === undefined ? undefined : form.querySelector<HTMLElement>(`#${fieldId}`)
  if (!field) {
    form.prepend(problem)
    problem.focus()
    return
  }
  field.before(problem)
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', problem.id)
  // A field that is higher than the screen is in view below its reason.
  field.focus({ preventScroll: true })
  problem.scrollIntoView({ block: 'nearest' })
}
