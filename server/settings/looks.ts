/** The default is first. The others have a class in `web/looks.css`. */
export const ACCENTS = [
  'brick',
  'rust',
  'ochre',
  'olive',
  'leaf',
  'pine',
  'teal',
  'sea',
  'night',
  'violet',
  'plum',
  'rose',
] as const

export type Accent = (typeof ACCENTS)[number]

/** The typeface of entries, the default first. */
export const FONTS = ['serif', 'sans'] as const

export type Font = (typeof FONTS)[number]

export interface Look {
  readonly accent?: Accent | undefined
  readonly font?: Font | undefined
  /** Present if a picture is at the head of the book. */
  readonly picture?: object | undefined
}

/** Classes of the style; empty for the default look. */
export function lookClasses({ accent = ACCENTS[0], font = FONTS[0], picture }: Look): string {
  const classes = [accent !== ACCENTS[0] && `accent-${accent}`, font !== FONTS[0] && font, picture && 'pictured']
  return classes.filter(Boolean).join(' ')
}
