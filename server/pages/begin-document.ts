import { html } from 'ghtml'
import { direction } from '../common/languages.ts'
import type { PageContext } from './page-context.ts'

/** The start of every HTML document, into its head. */
export function beginDocument({ language, look }: Pick<PageContext, 'language' | 'look'>): string {
  return html`<!doctype html>
<html lang="${language}" dir="${direction(language)}"!${look === '' ? '' : html` class="${look}"`}>
<head>
<meta charset="utf-8">`
}
