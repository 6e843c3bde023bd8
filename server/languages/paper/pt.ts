import type { PaperText } from './catalogue.ts'

export const pt: PaperText = {
  code: {
    title: 'O código como arquivo',
    text: 'O código leva ao livro. Coloque-o nos convites ou imprima cartões para as mesas.',
    label: 'Código QR que leva ao livro',
  },
  print: 'Imprimir',
  show: 'Mostrar',
  book: {
    title: 'O livro impresso',
    text: 'Todas as mensagens, ou as de alguns dias, da primeira à última: páginas A5 com capa.',
    how: 'Imprima esta página com o comando do seu navegador. As páginas são A5; “Salvar como PDF” cria um arquivo.',
    backwards: 'O primeiro dia vem depois do último.',
    incomplete: 'O livro ainda não chegou por completo. Espere um pouco ou recarregue a página.',
    none: 'Não há mensagens neste período.',
    entries: { one: '1 mensagem', many: '{n} de mensagens', other: '{n} mensagens' },
  },
  cards: {
    title: 'Cartões para as mesas',
    text: 'Quatro por folha, com o código, o título e o endereço, em até três idiomas.',
    how: 'Imprima esta página com o comando do seu navegador a 100%, em papel firme, e corte pelas marcas.',
    unreachable: (address) =>
      `PUBLIC_URL não está definido, por isso os cartões trazem ${address}: o endereço em que você abriu esta página. Talvez os convidados não consigam chegar a ele.`,
    languages: 'Idiomas, até três',
    tooMany: 'Em um cartão cabem três idiomas: escolha no máximo três.',
    paper: 'Papel',
    papers: { a4: 'A4, quatro cartões A6', letter: 'Carta, quatro cartões de um quarto' },
    below: 'Abaixo do título',
    texts: { intro: 'A introdução', line: 'Uma linha curta' },
    line: 'Assine nosso livro de visitas',
  },
}
