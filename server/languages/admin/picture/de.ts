import type { PictureText } from './catalogue.ts'

export const de: PictureText = {
  title: 'Bild',
  text: (kilobytes) =>
    `Ein Bild über dem Titel, als PNG, JPEG oder WebP mit höchstens ${kilobytes} KB. Ein größeres Foto verkleinert dein Browser, wenn dort Skripte laufen.`,
  current: 'Das Bild am Anfang des Buchs',
  none: 'Es gibt noch kein Bild.',
  choose: 'Bild auswählen',
  save: 'Bild speichern',
  remove: 'Bild entfernen',
  saved: 'Das Bild ist im Buch.',
  removed: 'Das Bild ist weg.',
  problems: {
    none: () => 'Bitte wähle zuerst ein Bild aus.',
    'too-large': ({ kilobytes }) => `Dieses Bild ist größer als ${kilobytes} KB. Bitte verkleinere es zuerst.`,
    'wrong-kind': () => 'Das ist kein lesbares PNG, JPEG oder WebP.',
    'too-many-pixels': ({ pixels }) =>
      `Dieses Bild ist mehr als ${pixels} Pixel breit oder hoch. Bitte verkleinere es zuerst.`,
  },
}
