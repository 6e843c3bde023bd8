import { checkReply, type ReplyProblem } from '../../common/text/reply.ts'

/** The reply to store, or a sentence that says why it cannot be one. */
export function replyText(raw: string): { readonly text: string } | { readonly problem: string } {
  const checked = checkReply(raw)
  return checked.ok ? { text: checked.text } : { problem: describeProblem(checked.problem) }
}

function describeProblem(problem: ReplyProblem): string {
  const limit = problem.limit.toLocaleString('en')
  switch (problem.kind) {
    case 'too-long': {
      const length = problem.length === undefined ? 'far more' : problem.length.toLocaleString('en')
      return `The reply is too long: it may have ${limit} characters, but has ${length}.`
    }
    case 'too-many-marks':
      return `The reply has a letter with more than ${limit} combining marks.`
    case 'too-large':
      return `The reply takes ${problem.size.toLocaleString('en')} bytes, and there is room for ${limit}.`
    case 'character-too-long':
      return `The reply has a character that is joined from more than ${limit} parts.`
  }
}
