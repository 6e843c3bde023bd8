import type { PictureProblem } from '../../../settings/picture.ts'

/** The texts of the page of the book's picture in one language. Numbers are already formatted. */
export interface PictureText {
  readonly title: string
  readonly text: (kilobytes: string) => string
  /** Describes the picture that is there, for those who do not see it. */
  readonly current: string
  readonly none: string
  /** Names the field for the file. */
  readonly choose: string
  readonly save: string
  readonly remove: string
  readonly saved: string
  readonly removed: string
  readonly problems: Readonly<Record<PictureProblem, (limits: PictureLimits) => string>>
}

interface PictureLimits {
  readonly kilobytes: string
  readonly pixels: string
}
