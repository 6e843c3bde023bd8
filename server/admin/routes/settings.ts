import type { FastifyInstance, FastifyReply } from 'fastify'
import { NotWritten } from '../../book/errors.ts'
import type { Feed } from '../../book/feed/feed.ts'
import type { Moderation, Rules, RulesChange } from '../../book/moderation.ts'
import { isLanguage, LANGUAGE_NAMES } from '../../common/languages.ts'
import type { Configuration } from '../../configuration/configuration.ts'
import { queryOf } from '../../http/query-of.ts'
import { FORM_LIMIT } from '../../limits/body-limit.ts'
import type { Answers } from '../answers.ts'
import { formOf } from '../forms.ts'
import type { OwnerContext } from '../pages/admin-context.ts'
import { renderSettingsPage, type SettingsView } from '../pages/settings-page.ts'
import { SETTINGS_PATH } from '../paths.ts'
import { isSettingName, SETTING_NAMES, type SettingName, type SettingValues, shownValues } from '../settings/fields.ts'
import { type Merged, mergeSettings } from '../settings/merge.ts'
import { formatSeen, parseSeen } from '../settings/seen-values.ts'
import { untilShown } from '../until-shown.ts'

interface SettingsOptions {
  readonly moderation: Moderation
  readonly feed: Pick<Feed, 'waitFor'>
  readonly answers: Answers
  readonly configuration: Pick<Configuration, 'title' | 'intro'>
}

const MOST_ATTEMPTS = 10

export function getSettings(app: FastifyInstance, path: string, options: SettingsOptions): void {
  const { moderation, answers } = options
  app.get(path, async (request, reply) => {
    const values = shownValues(await moderation.rules())
    const { done, meanwhile } = queryOf(request)
    const kept = typeof meanwhile === 'string' ? meanwhile.split(',').filter(isSettingName) : []
    return answers.page(request, reply, (context) =>
      renderSettingsPage({ values, feedback: feedbackAfter(done, kept, context), fixed: fixedBy(options) }, context),
    )
  })
}

/** Saves what was changed, or shows the form again: with what was refused, or as a preview. */
export function postSettings(app: FastifyInstance, path: string, options: SettingsOptions): void {
  const { moderation, feed, answers } = options
  const fixed = fixedBy(options)
  app.post(path, { bodyLimit: FORM_LIMIT }, async (request, reply) => {
    const form = formOf(request)
    const typed = typedIn(form, fixed)
    const seen = form.get('seen') ?? ''
    // Again if somebody else has saved between reading and writing.
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const from = await moderation.rules()
      const { values, current, problems, settings, gate, meanwhile } = mergeSettings(
        { typed, seen: parseSeen(seen) },
        from,
      )
      if (form.get('act') === 'preview')
        return answers.page(request, reply, (context) =>
          renderSettingsPage({ values, problems: ownProblems(problems), seen, isPreview: true, fixed }, context),
        )
      if (problems.size > 0) {
        // Shows what changed meanwhile, so that saving again is deliberate.
        const view: SettingsView = { values, problems, seen: formatSeen(current), fixed }
        return answers.page(request, reply.code(422), (context) => renderSettingsPage(view, context))
      }
      if (Object.keys(settings).length === 0 && !gate) return back(reply, 'nothing', meanwhile)
      const saved = await moderation.changeRules(changeOf({ settings, gate }, from), from, request.owner.name)
      if (!saved) continue
      await untilShown(feed, saved)
      return back(reply, 'saved', meanwhile)
    }
    throw new NotWritten('the settings were changed again and again meanwhile')
  })
}

function fixedBy({ configuration: { title, intro } }: SettingsOptions): SettingsView['fixed'] {
  return {
    ...(title === undefined ? {} : { title: { variable: 'BOOK_TITLE', value: title } }),
    ...(intro === undefined ? {} : { intro: { variable: 'BOOK_INTRO', value: intro } }),
  }
}

function typedIn(form: URLSearchParams, fixed: SettingsView['fixed']): Partial<SettingValues> {
  const isFixed = (name: SettingName) => Object.hasOwn(fixed, name.split('.')[0] ?? name)
  const sent = SETTING_NAMES.filter((name) => form.has(name) && !isFixed(name))
  return Object.fromEntries(sent.map((name) => [name, form.get(name) ?? '']))
}

/** Includes the time zone in which the gate's times were typed, so that it must be the same still. */
function changeOf({ settings, gate }: RulesChange, from: Rules): RulesChange {
  return gate ? { settings: { timeZone: from.settings.timeZone, ...settings }, gate } : { settings }
}

/** Without conflicts with others, who may change more before this is saved. */
function ownProblems(problems: Merged['problems']): Merged['problems'] {
  return new Map([...problems].filter(([, { kind }]) => kind !== 'changed'))
}

function back(reply: FastifyReply, done: 'saved' | 'nothing', meanwhile: readonly SettingName[]): FastifyReply {
  const query = new URLSearchParams({ done, ...(meanwhile.length > 0 && { meanwhile: meanwhile.join(',') }) })
  return reply.redirect(`${SETTINGS_PATH}?${query}`, 303)
}

function feedbackAfter(
  done: unknown,
  kept: readonly SettingName[],
  { words, formats }: OwnerContext,
): string | undefined {
  const { saved, nothing, meanwhile } = words.settings
  if (done !== 'saved' && done !== 'nothing') return undefined
  const feedback = done === 'saved' ? saved : nothing
  if (kept.length === 0) return feedback
  const list = formats.list(kept.map((name) => labelOf(name, words.settings)))
  return `${feedback} ${meanwhile(list)}`
}

function labelOf(name: SettingName, { fields }: OwnerContext['words']['settings']): string {
  const [field, language] = name.split('.')
  const label = fields[field as keyof typeof fields]
  return isLanguage(language) ? `${label} (${LANGUAGE_NAMES[language]})` : label
}
