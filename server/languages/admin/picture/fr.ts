import type { PictureText } from './catalogue.ts'

export const fr: PictureText = {
  title: 'Image',
  text: (kilobytes) =>
    `Une image au-dessus du titre, en PNG, JPEG ou WebP, de ${kilobytes} Ko au plus. Votre navigateur réduit une photo plus grande, si les scripts y sont permis.`,
  current: 'L’image en tête du livre',
  none: 'Il n’y a pas encore d’image.',
  choose: 'Choisir une image',
  save: 'Enregistrer l’image',
  remove: 'Retirer l’image',
  saved: 'L’image est dans le livre.',
  removed: 'L’image est retirée.',
  problems: {
    none: () => 'Choisissez d’abord une image, s’il vous plaît.',
    'too-large': ({ kilobytes }) => `Cette image dépasse ${kilobytes} Ko. Réduisez-la d’abord, s’il vous plaît.`,
    'wrong-kind': () => 'Ce n’est pas un PNG, un JPEG ou un WebP lisible.',
    'too-many-pixels': ({ pixels }) =>
      `Cette image fait plus de ${pixels} pixels de large ou de haut. Réduisez-la d’abord, s’il vous plaît.`,
  },
}
