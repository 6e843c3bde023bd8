import type { TopologyText } from './catalogue.ts'

export const pt: TopologyText = {
  title: 'Como este livro é guardado',
  intro: 'Estas partes servem a página e guardam as mensagens. O que vê aqui é atualizado a cada segundo.',
  servedBy: (process) => `Esta página vem do servidor web ${process}.`,
  readFrom: (node) => `Ele lê o livro de: ${node}.`,
  fromMemory: 'Agora não é possível ler nem o mestre nem uma réplica: a página vem da memória do servidor web.',
  master: 'Mestre',
  replica: (number) => `Réplica ${number}`,
  someReplica: 'uma réplica',
  offset: 'Posição em bytes',
  behind: 'Bytes de atraso',
  silence: 'Segundos em silêncio',
  link: 'Ligação',
  links: { up: 'ligada', filling: 'a ser preenchida', silent: 'em silêncio', away: 'inacessível' },
  embedded: 'Um único processo guarda este livro, num único ficheiro. Não há mestre nem réplicas.',
  way: {
    title: 'O caminho da sua mensagem',
    none: 'Assine o livro e volte: esta página mostra quanto demorou cada passo.',
    elsewhere:
      'Outro servidor web recebeu a sua última mensagem, ou foi há demasiado tempo. Assine de novo ou recarregue até encontrar esse servidor.',
    received: 'O servidor web recebeu-a:',
    written: 'O mestre tinha-a em disco e confirmou-a:',
    read: 'O servidor web leu-a de volta:',
  },
}
