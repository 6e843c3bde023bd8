import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkPersonName } from '../../book/person-name.ts'
import type { Tablets } from '../../book/tablets.ts'
import { OPEN_PATH } from '../../common/kiosk-paths.ts'
import { bookAddress } from '../../http/book-address.ts'
import { queryOf } from '../../http/query-of.ts'
import type { Answers } from '../answers.ts'
import { formOf } from '../forms.ts'
import { renderTabletsPage, type TabletsView } from '../pages/tablets-page.ts'
import { TABLETS_PATH } from '../paths.ts'

interface TabletsOptions {
  readonly tablets: Tablets
  readonly answers: Answers
  readonly publicUrl: string | undefined
}

export function getTablets(app: FastifyInstance, path: string, options: TabletsOptions): void {
  app.get(path, async (request, reply) => {
    const { done } = queryOf(request)
    return show(request, reply, options, { done: done === 'closed' || done === 'gone' ? done : undefined })
  })
}

export function postTablet(app: FastifyInstance, path: string, options: TabletsOptions): void {
  app.post(path, async (request, reply) => {
    const typed = formOf(request).get('name') ?? ''
    const checked = checkPersonName(typed)
    if (!checked.ok) {
      const refused = { name: typed.slice(0, 200), problem: checked.problem }
      return show(request, reply.code(422), options, { refused })
    }
    const { name } = checked
    const key = await options.tablets.invite(name)
    const address = `${bookAddress(request, options.publicUrl)}${OPEN_PATH}/${key}`
    return show(request, reply, options, { link: { name, address } })
  })
}

export function postCloseTablet(app: FastifyInstance, path: string, { tablets }: TabletsOptions): void {
  app.post<{ Params: { tablet: string } }>(path, async (request, reply) => {
    const done = (await tablets.close(request.params.tablet)) ? 'closed' : 'gone'
    return reply.redirect(`${TABLETS_PATH}?done=${done}`, 303)
  })
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { tablets, answers }: TabletsOptions,
  rest: Omit<TabletsView, 'tablets'>,
): Promise<FastifyReply> {
  const view = { tablets: await tablets.list(), ...rest }
  return answers.page(request, reply, (context) => renderTabletsPage(view, context))
}
