import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Draft } from '../common/entry.ts'
import { logProblem } from '../http/log-problem.ts'
import { MalformedRequest } from '../http/malformed-requests.ts'
import { describeFailedPost, type PostRules } from '../http/post-rules.ts'
import type { FormProblem } from '../pages/form-problem.ts'
import { type PostedForm, parseForm } from './posted-form.ts'

/** Begins the answer to a failed form. Throws if there is nothing to tell the visitor. @returns what was typed, and the reasons */
export function failForm(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  rules: PostRules,
): { readonly form: Draft; readonly reasons: readonly [FormProblem, ...FormProblem[]] } {
  if (error instanceof MalformedRequest) throw error
  const problem = describeFailedPost(request, error, rules)
  const [first = problem.statusCode === 400 ? MALFORMED : undefined, ...others] = problem.reasons
  if (!first) throw problem
  logProblem(request, problem, error)
  reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
  const { form } = (request.body as PostedForm | undefined) ?? parseForm('')
  return { form, reasons: [first, ...others] }
}

const MALFORMED: FormProblem = { kind: 'malformed' }
