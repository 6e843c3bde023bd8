import type { PictureText } from './catalogue.ts'

export const es: PictureText = {
  title: 'Imagen',
  text: (kilobytes) =>
    `Una imagen encima del título, en PNG, JPEG o WebP, de ${kilobytes} KB como máximo. Si la foto es mayor, el navegador la reduce, si permite scripts.`,
  current: 'La imagen al principio del libro',
  none: 'Todavía no hay imagen.',
  choose: 'Elegir una imagen',
  save: 'Guardar la imagen',
  remove: 'Quitar la imagen',
  saved: 'La imagen está en el libro.',
  removed: 'La imagen se ha quitado.',
  problems: {
    none: () => 'Elige primero una imagen.',
    'too-large': ({ kilobytes }) => `Esta imagen ocupa más de ${kilobytes} KB. Redúcela primero.`,
    'wrong-kind': () => 'No es un PNG, JPEG o WebP que se pueda leer.',
    'too-many-pixels': ({ pixels }) =>
      `Esta imagen mide más de ${pixels} píxeles de ancho o de alto. Redúcela primero.`,
  },
}
