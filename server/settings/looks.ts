/** The colours that an owner can choose, the default first. The style has a class for each of the others (`web/looks.css`). */
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

/** How entries are set, the default first. */
export const FONTS = ['serif', 'sans'] as const

export type Font = (typeof FONTS)[number]

/** Whether addresses in messages can be clicked, the default first. */
export const LINKS = ['plain', 'clickable'] as const

/** Whether visitors can sign by hand, the default first. */
export const BY_HAND = ['offered', 'off'] as const

export interface Look {
  readonly accent?: Accent | undefined
  readonly font?: Font | undefined
  /** Present if a picture is at the head of the book. */
  readonly picture?: object | undefined
}

/** The style's classes for a look; empty for the default. */
export function lookClasses({ accent = ACCENTS[0], font = FONTS[0], picture }: Look): string {
  const classes = [accent !== ACCENTS[0] && `accent-${accent}`, font !== FONTS[0] && font, picture && 'pictured']
  return classes.filter(Boolean).join(' ')
}
