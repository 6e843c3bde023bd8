import type { PaperText } from './catalogue.ts'

export const es: PaperText = {
  code: {
    title: 'El código como archivo',
    text: 'El código lleva al libro. Ponlo en las invitaciones o imprime tarjetas para las mesas.',
    label: 'Código QR que lleva al libro',
  },
  print: 'Imprimir',
  show: 'Mostrar',
  book: {
    title: 'El libro impreso',
    text: 'Todos los mensajes, o los de algunos días, del primero al último: páginas A5 con portada.',
    how: 'Imprime esta página con la orden de tu navegador. Las páginas son A5; «Guardar como PDF» crea un archivo.',
    backwards: 'El primer día es posterior al último.',
    incomplete: 'El libro aún no ha llegado completo. Espera un poco o vuelve a cargar la página.',
    none: 'No hay mensajes en este periodo.',
    entries: { one: '1 mensaje', many: '{n} de mensajes', other: '{n} mensajes' },
  },
  cards: {
    title: 'Tarjetas para las mesas',
    text: 'Cuatro por hoja, con el código, el título y la dirección, en hasta tres idiomas.',
    how: 'Imprime esta página con la orden de tu navegador al 100 %, en papel grueso, y corta por las marcas.',
    unreachable: (address) =>
      `PUBLIC_URL no está definido, así que las tarjetas llevan ${address}: la dirección con la que abriste esta página. Quizá los invitados no puedan llegar a ella.`,
    languages: 'Idiomas, hasta tres',
    tooMany: 'En una tarjeta caben tres idiomas: elige tres como máximo.',
    paper: 'Papel',
    papers: { a4: 'A4, cuatro tarjetas A6', letter: 'Carta, cuatro tarjetas de un cuarto' },
    below: 'Debajo del título',
    texts: { intro: 'La introducción', line: 'Una línea corta' },
    line: 'Firma en nuestro libro de visitas',
  },
}
