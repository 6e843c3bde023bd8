import type { TopologyText } from './catalogue.ts'

export const pt: TopologyText = {
  title: 'Como este livro é guardado',
  intro: 'Estas partes servem a página e guardam as mensagens. O que você vê aqui é atualizado a cada segundo.',
  servedBy: (process) => `Esta página vem do servidor web ${process}.`,
  readFrom: (node) => `Ele lê o livro de: ${node}.`,
  fromMemory: 'Agora não é possível ler nem o mestre nem uma réplica: a página vem da memória do servidor web.',
  master: 'Mestre',
  replica: (number) => `Réplica ${number}`,
  someReplica: 'uma réplica',
  offset: 'Posição em bytes',
  behind: 'Bytes de atraso',
  silence: 'Segundos em silêncio',
  link: 'Conexão',
  links: { up: 'conectada', filling: 'sendo preenchida', silent: 'em silêncio', away: 'inacessível' },
  embedded: 'Um único processo guarda este livro, em um único arquivo. Não há mestre nem réplicas.',
  way: {
    title: 'O caminho da sua mensagem',
    none: 'Assine o livro e volte: esta página mostra quanto tempo levou cada passo.',
    elsewhere:
      'Outro servidor web recebeu a sua última mensagem, ou já faz muito tempo. Assine de novo ou recarregue até encontrar esse servidor.',
    longAgo: 'A sua última mensagem chegou há muito tempo. Assine de novo para ver quanto tempo leva cada passo.',
    received: 'O servidor web a recebeu:',
    written: 'O mestre a tinha em disco e a confirmou:',
    writtenHere: 'Estava em disco, no arquivo do livro:',
    read: 'O servidor web a leu de volta:',
  },
}
