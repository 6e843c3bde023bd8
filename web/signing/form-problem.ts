import type { Problem } from '../../server/common/problem.ts'

/** Shows the server's reasons for a refusal above the fields that they are about, as the server's own page does. */
export function showProblem(form: HTMLFormElement, { detail, errors = [] }: Problem): void {
  clearProblem(form)
  if (errors.length === 0) show(form, null, detail)
  for (const error of errors) {
    show(form, form.querySelector(`[name="${error.pointer.slice('#/'.length)}"]`), error.detail)
  }
  const first = form.querySelector<HTMLElement>('.problem')
  // Scroll to the reason, not to the field, which may be taller than the screen.
  const place = first?.role ? first : first?.nextElementSibling
  if (place instanceof HTMLElement) place.focus({ preventScroll: true })
  first?.scrollIntoView({ block: 'nearest' })
}

function show(form: HTMLFormElement, field: HTMLElement | null, reason: string): void {
  const problem = document.createElement('p')
  problem.className = 'problem'
  problem.id = `${field?.id || 'form'}-problem`
  problem.textContent = reason
  if (!field || field.matches('[type=hidden]')) {
    problem.role = 'alert'
    problem.tabIndex = -1
    form.prepend(problem)
    return
  }
  field.before(problem)
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', problem.id)
}

export function clearProblem(form: HTMLFormElement): void {
  for (const problem of form.querySelectorAll('.problem')) problem.remove()
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid')
    field.removeAttribute('aria-describedby')
  }
}
