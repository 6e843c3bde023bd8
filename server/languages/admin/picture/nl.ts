import type { PictureText } from './catalogue.ts'

export const nl: PictureText = {
  title: 'Afbeelding',
  text: (kilobytes) =>
    `Een afbeelding boven de titel, als PNG, JPEG of WebP van hoogstens ${kilobytes} KB. Een grotere foto wordt door je browser verkleind, als daar scripts werken.`,
  current: 'De afbeelding boven aan het boek',
  none: 'Er is nog geen afbeelding.',
  choose: 'Kies een afbeelding',
  save: 'Afbeelding opslaan',
  remove: 'Afbeelding verwijderen',
  saved: 'De afbeelding staat in het boek.',
  removed: 'De afbeelding is weg.',
  problems: {
    none: () => 'Kies eerst een afbeelding.',
    'too-large': ({ kilobytes }) => `Deze afbeelding is groter dan ${kilobytes} KB. Maak haar eerst kleiner.`,
    'wrong-kind': () => 'Dit is geen leesbare PNG, JPEG of WebP.',
    'too-many-pixels': ({ pixels }) =>
      `Deze afbeelding is meer dan ${pixels} pixels breed of hoog. Maak haar eerst kleiner.`,
  },
}
