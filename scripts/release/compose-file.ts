import { type Images, pinImages } from './images.ts'

/** Lines, with the comments above them, by which Compose builds an image instead of pulling it. */
const BUILDING = /(?:^[ ]*#.*\n)*^[ ]*(?:build|pull_policy): .*\n/gm

/** Returns a Compose file that needs no checkout: it pulls its images by their digests. */
export function composeFile(text: string, images: Images): string {
  return pinImages(text.replaceAll(BUILDING, ''), images)
}
