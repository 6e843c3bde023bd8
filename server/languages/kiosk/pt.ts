import type { KioskText } from './catalogue.ts'

export const pt: KioskText = {
  offer: {
    title: 'Tablet para convidados',
    text: 'Para um tablet à porta ou numa mesa: os convidados escrevem um após o outro, e nada de um fica para o seguinte.',
  },
  write: 'Toque para escrever',
  leave: 'Cancelar',
  stillThere: { title: 'Ainda está aí?', text: 'Caso contrário, tudo nesta página será apagado.' },
  goOn: 'Continuar',
  thanks: 'Obrigado!',
  published: 'As suas palavras estão no livro.',
  waiting: 'As suas palavras aparecerão depois de lidas pelo dono do livro.',
  unsent: {
    title: 'Ainda não está no livro',
    text: 'Não é possível contactar o livro. As suas palavras ficam neste tablet e são enviadas até chegarem. Pode deixar isso com o tablet.',
  },
  kept: 'Por enviar: {number}. Deixe este tablet ligado, por favor.',
  clearsItself: 'Esta página apaga-se sozinha ao fim de cinco minutos.',
  enter: {
    title: 'Abrir o livro de visitas neste tablet',
    text: 'Os convidados poderão escrever nele um após o outro. Aqui não se pode fazer mais nada.',
    button: 'Abrir',
    refused: {
      title: 'Este link não funciona',
      text: 'Já foi usado, ou tem mais de 15 minutos. O dono do livro pode criar outro.',
    },
    tooMany: { title: 'Foram tentados demasiados links', text: 'Tente de novo dentro de um minuto.' },
  },
  notOpen: {
    title: 'Este tablet não está aberto para convidados',
    text: 'O dono do livro pode criar um link que o abre.',
  },
  unreachable: { title: 'Não é possível contactar o livro', text: 'Esta página tenta de novo sozinha.' },
  tablets: {
    text: 'Abra o link no tablet. Nas definições dele, mantenha o ecrã ligado e fixe esta página, para que os convidados não saiam dela.',
    title: 'Tablets abertos',
    none: 'Nenhum tablet está aberto.',
    close: 'Fechar',
    closed: 'Esse tablet está fechado.',
    gone: 'Esse tablet já estava fechado.',
    name: 'Onde está',
    button: 'Criar um link',
    empty: 'Diga onde está o tablet, para o distinguir de outros.',
    link: {
      title: (name) => `Um link para ${name}`,
      text: 'Abre um tablet e é válido por 15 minutos. Abra-o nele, ou aponte a câmara para o código.',
    },
  },
}
