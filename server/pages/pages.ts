import type { Entry } from '../common/entry.ts'
import type { Language } from '../common/languages.ts'
import { renderBookPage } from './book-page.ts'
import type { BookView } from './book-view.ts'
import { type EntryView, renderEntryPage } from './entry-page.ts'
import { type ErrorView, renderErrorPage } from './error-page.ts'
import { type RefusedForm, renderFormPage } from './form-page.ts'
import { type FormProblem, type ProblemPlace, problemPlace, problemText } from './form-problem.ts'
import { type ChangeView, renderChangePage, renderOwnProblem, renderTakeBackPage } from './own-pages.ts'
import type { ContextOf } from './page-context.ts'

export interface Pages {
  book(view: BookView, language: Language): string
  entry(view: EntryView, language: Language): string
  form(refused: RefusedForm, language: Language): string
  change(change: ChangeView, language: Language): string
  takeBack(entry: Entry, language: Language): string
  ownProblem(problem: FormProblem, language: Language): string
  /** Why a post was refused, as plain text, and which field it is about. */
  problem(problem: FormProblem, language: Language): { readonly place: ProblemPlace; readonly text: string }
  error(view: ErrorView, language: Language): string
}

export function createPages(contextOf: ContextOf): Pages {
  return {
    book: (view, language) => renderBookPage(view, contextOf(language)),
    entry: (view, language) => renderEntryPage(view, contextOf(language)),
    form: (refused, language) => renderFormPage(refused, contextOf(language)),
    change: (change, language) => renderChangePage(change, contextOf(language)),
    takeBack: (entry, language) => renderTakeBackPage(entry, contextOf(language)),
    ownProblem: (problem, language) => renderOwnProblem(problem, contextOf(language)),
    problem: (problem, language) => ({ place: problemPlace(problem), text: problemText(problem, contextOf(language)) }),
    error: (view, language) => renderErrorPage(view, contextOf(language)),
  }
}
