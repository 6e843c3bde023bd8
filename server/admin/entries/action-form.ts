import { isId, type LogId } from '../../common/log-id.ts'
import { HttpProblem } from '../../http/problem.ts'
import { type EntryAction, isAction, type Records } from './actions.ts'

const MOST_ENTRIES = 200

/** Reads the fields `action` and `id`, or `one` (`<action> <id>`) of an entry's own button. Throws `HttpProblem`. */
export function readAction(form: URLSearchParams): EntryAction {
  const one = form.get('one')
  const [name = '', id] = one?.split(' ', 2) ?? [form.get('action') ?? '']
  if (!isAction(name)) {
    throw new HttpProblem(
      400,
      'The field "action" must be publish, spam, refuse, wait, hide, show, pin, unpin, remove or undo.',
    )
  }
  return { name, ids: readIds(one === null ? [...form.getAll('id'), ...form.getAll('id[]')] : [id ?? '']) }
}

/** Reads which records of the log to undo. Throws `HttpProblem`. */
export function readRecords(form: URLSearchParams): Records {
  const records = parseRecords(form.get('records') ?? '')
  if (records === undefined) throw new HttpProblem(400, 'The field "records" must be two ids of the log.')
  return records
}

/** Parses the result of {@link formatRecords}. */
export function parseRecords(text: string): Records | undefined {
  const [first, last, ...more] = text.split('_')
  return isId(first) && isId(last) && more.length === 0 ? { first, last } : undefined
}

export function formatRecords({ first, last }: Records): string {
  return `${first}_${last}`
}

function readIds(given: readonly string[]): LogId[] {
  if (given.length > MOST_ENTRIES) {
    throw new HttpProblem(
      400,
      `The form is about ${given.length} entries; at most ${MOST_ENTRIES} can be changed at once.`,
    )
  }
  return given.map((id) => {
    if (!isId(id)) throw new HttpProblem(400, 'Each field "id" must be the id of an entry.')
    return id
  })
}
