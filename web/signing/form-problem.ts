import type { Problem } from '../../server/common/problem.ts'

/** Shows the server's reason for a refusal above the field that it is about, as the server's own page does. */
export function showProblem(form: HTMLFormElement, { detail, errors: [first] = [] }: Problem): void {
  clearProblem(form)
  const field = first && form.querySelector<HTMLElement>(`[name="${first.pointer.slice('#/'.length)}"]`)
  const problem = document.createElement('p')
  problem.className = 'problem'
  problem.id = `${field?.id || 'form'}-problem`
  problem.textContent = field ? first.detail : detail
  if (!field || field.matches('[type=hidden]')) {
    problem.role = 'alert'
    problem.tabIndex = -1
    form.prepend(problem)
    problem.focus()
    return
  }
  field.before(problem)
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', problem.id)
  // Scroll to the reason, not to the field, which may be taller than the screen.
  field.focus({ preventScroll: true })
  problem.scrollIntoView({ block: 'nearest' })
}

export function clearProblem(form: HTMLFormElement): void {
  for (const problem of form.querySelectorAll('.problem')) problem.remove()
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid')
    field.removeAttribute('aria-describedby')
  }
}
