import type { WallText } from './catalogue.ts'

export const pt: WallText = {
  offer: {
    title: 'O mural',
    text: 'Uma mensagem de cada vez, em tamanho grande, para um projetor. As novas aparecem sozinhas. Pressione ? lá para ver as teclas; nas configurações se escolhe quanto tempo cada uma fica.',
  },
  sign: 'Assine com o seu celular',
  code: 'O endereço deste livro como código QR',
  lastOne: '{entries}, a última {time}',
  paused: 'Em pausa',
  keys: { space: 'Espaço', pause: 'pausar ou continuar', turn: 'voltar e avançar', help: 'mostrar ou ocultar isto' },
  sleep:
    'Aqui o navegador não consegue manter a tela ligada. Desative o protetor de tela e a suspensão nas configurações deste computador.',
}
