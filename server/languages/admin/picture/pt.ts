import type { PictureText } from './catalogue.ts'

export const pt: PictureText = {
  title: 'Imagem',
  text: (kilobytes) =>
    `Uma imagem acima do título, em PNG, JPEG ou WebP, com no máximo ${kilobytes} KB. Uma foto maior é reduzida pelo navegador, se os scripts estiverem ativos.`,
  current: 'A imagem no início do livro',
  none: 'Ainda não há imagem.',
  choose: 'Escolher uma imagem',
  save: 'Guardar a imagem',
  remove: 'Remover a imagem',
  saved: 'A imagem está no livro.',
  removed: 'A imagem foi removida.',
  problems: {
    none: () => 'Escolha primeiro uma imagem.',
    'too-large': ({ kilobytes }) => `Esta imagem tem mais de ${kilobytes} KB. Reduza-a primeiro.`,
    'wrong-kind': () => 'Não é um PNG, JPEG ou WebP legível.',
    'too-many-pixels': ({ pixels }) =>
      `Esta imagem tem mais de ${pixels} píxeis de largura ou de altura. Reduza-a primeiro.`,
  },
}
