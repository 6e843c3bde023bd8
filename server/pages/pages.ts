import type { Assets } from '../assets.ts'
import type { Entry } from '../common/entry.ts'
import type { Language } from '../common/languages.ts'
import type { LiveSettings } from '../settings/live-settings.ts'
import type { TopologyView } from '../topology/topology-view.ts'
import { renderBook } from './book-page.ts'
import type { BookView } from './book-view.ts'
import { contextsOf } from './contexts.ts'
import { type EntryView, renderEntryPage } from './entry-page.ts'
import { type ErrorView, renderError } from './error-page.ts'
import { type RefusedForm, renderFormPage } from './form-page.ts'
import { type FormProblem, type ProblemPlace, problemPlace, problemText } from './form-problem.ts'
import { type ChangeView, renderChangePage, renderOwnProblem, renderTakeBackPage } from './own-pages.ts'
import { renderTopology } from './topology-page.ts'
import { renderWall, type WallView } from './wall-page.ts'

/** Everything the server says to people. Each function is pure: the same view gives the same bytes. */
export interface Pages {
  book(view: BookView, language: Language): string
  entry(view: EntryView, language: Language): string
  form(refused: RefusedForm, language: Language): string
  change(change: ChangeView, language: Language): string
  takeBack(entry: Entry, language: Language): string
  ownProblem(problem: FormProblem, language: Language): string
  /** Why a post was refused, as plain text, and which field it is about. */
  problem(problem: FormProblem, language: Language): { readonly place: ProblemPlace; readonly text: string }
  topology(view: TopologyView, language: Language): string
  wall(view: WallView, language: Language): string
  error(view: ErrorView, language: Language): string
}

export interface PagesOptions {
  readonly settings: LiveSettings
  readonly assets: Assets
}

export function createPages({ settings, assets }: PagesOptions): Pages {
  const contextOf = contextsOf(settings, assets)
  return {
    book: (view, language) => renderBook(view, contextOf(language)),
    entry: (view, language) => renderEntryPage(view, contextOf(language)),
    form: (refused, language) => renderFormPage(refused, contextOf(language)),
    change: (change, language) => renderChangePage(change, contextOf(language)),
    takeBack: (entry, language) => renderTakeBackPage(entry, contextOf(language)),
    ownProblem: (problem, language) => renderOwnProblem(problem, contextOf(language)),
    problem: (problem, language) => ({ place: problemPlace(problem), text: problemText(problem, contextOf(language)) }),
    topology: (view, language) => renderTopology(view, contextOf(language)),
    wall: (view, language) => renderWall(view, contextOf(language)),
    error: (view, language) => renderError(view, contextOf(language)),
  }
}
