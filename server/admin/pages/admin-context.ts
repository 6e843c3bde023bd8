import type { Assets } from '../../assets.ts'
import type { Language } from '../../common/languages.ts'
import type { AdminCatalogue } from '../../languages/admin/catalogue.ts'
import type { Formats } from '../../languages/formats.ts'
import type { Owner } from '../guard.ts'

export interface AdminContext {
  readonly language: Language
  readonly words: AdminCatalogue
  readonly formats: Formats
  readonly assets: Assets
  /** The book's. */
  readonly title: string
  readonly owner: Owner | undefined
}

export interface OwnerContext extends AdminContext {
  readonly owner: Owner
}
