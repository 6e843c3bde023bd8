import type { AdminCatalogue } from './catalogue.ts'
import { pt as entries } from './entries/pt.ts'
import { pt as picture } from './picture/pt.ts'
import { pt as settings } from './settings/pt.ts'

export const pt: AdminCatalogue = {
  roles: { owner: 'Responsável', moderator: 'Moderação' },
  navigation: {
    label: 'Páginas de gestão',
    start: 'À espera',
    entries: 'Mensagens',
    log: 'Histórico',
    people: 'Pessoas',
    sign: 'Assinar',
    settings: 'Configurações',
    occasion: 'Evento',
    book: 'Ver o livro',
  },
  signedInAs: (name) => `Você entrou como ${name}`,
  leave: 'Sair',
  notEncrypted:
    'Esta conexão não é cifrada: outras pessoas na mesma rede poderiam ler tudo e entrar em seu lugar. Use uma rede de confiança ou dê ao livro um endereço HTTPS.',
  lastKnown:
    'O banco de dados não responde neste momento. Você vê o último estado conhecido. Nada pode ser alterado até ele voltar.',
  hello: (name) => `Olá, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Cuidar do livro',
      text: 'Este link serve para um só aparelho e uma única vez. Toque no botão para entrar aqui.',
    },
    button: 'Entrar neste aparelho',
    how: {
      title: 'Para quem cuida do livro',
      text: 'Para entrar é preciso um link. Uma pessoa responsável que já entrou cria um em “Pessoas”. Quem hospeda o livro cria um no lugar onde ele funciona:',
    },
    command: 'Em um terminal',
    alreadyIn: 'Já entrou neste aparelho? Ir para a página de gestão',
    left: 'Você saiu neste aparelho.',
    refused: {
      title: 'Este link não funciona (ou já não funciona)',
      text: 'Um link serve para um só aparelho e vale 15 minutos. Este já foi usado, expirou ou não foi copiado por inteiro. Peça um novo, por favor.',
    },
    tooMany: {
      title: 'Este link não funciona',
      text: 'Muitos links errados foram tentados no último minuto. Um link certo ainda funciona: confira se o seu foi copiado por inteiro ou peça um novo.',
    },
  },
  people: {
    title: 'Pessoas',
    text: 'Responsáveis podem fazer tudo. A moderação decide sobre as mensagens.',
    you: 'você',
    thisDevice: 'este aparelho',
    unknownDevice: 'Aparelho desconhecido',
    lastSeen: (time) => `última vez: ${time}`,
    noDevices: 'Não entrou em nenhum aparelho.',
    endSession: 'Desconectar o aparelho',
    endAll: 'Desconectar todos os aparelhos',
    remove: 'Remover',
    anotherDevice: 'Link para outro aparelho',
    invite: {
      title: 'Deixar alguém entrar',
      name: 'Nome',
      role: 'Função',
      button: 'Criar um link',
      empty: 'Dê um nome, para saber depois quem foi.',
      unusable: 'Esse nome não serve. Dê um mais curto ou mais simples.',
      taken: 'Já existe alguém com esse nome e outra função. Dê outro nome ou remova antes essa pessoa.',
    },
    link: {
      title: (name) => `Um link para ${name}`,
      text: 'Serve para um só aparelho e vale 15 minutos. Abra o link nesse aparelho ou aponte a câmera dele para o código. Não mostre a mais ninguém: quem abrir primeiro entra.',
      code: 'O link como código QR',
    },
    done: {
      ended: 'Esse aparelho foi desconectado.',
      'signed-out': 'Todos os aparelhos foram desconectados. Links ainda não usados já não funcionam.',
      removed: 'A pessoa foi removida e todos os seus aparelhos foram desconectados.',
      gone: 'Isso já estava feito.',
    },
  },
  sign: {
    title: 'Assinar como responsável',
    text: (name) => `Sua mensagem sai assinada por “${name}”, leva a marca de responsável e aparece na hora.`,
    message: 'Sua mensagem',
    button: 'Assinar o livro',
    done: 'Sua mensagem está no livro.',
  },
  settings,
  picture,
  occasion: {
    title: 'Para a ocasião',
    text: 'O que ajuda quando as pessoas se reúnem: num casamento, num museu, num clube.',
  },
  problems: {
    'signed-out': { title: 'Você não entrou', text: 'Nada foi feito. Entre com um link novo.' },
    'owners-only': {
      title: 'Isso é só para responsáveis',
      text: 'Você entrou para moderar. Peça a uma pessoa responsável.',
    },
    'cross-site': {
      title: 'Isso não foi enviado daqui',
      text: 'Parece que veio de outro site, por isso nada foi feito. Se foi você, faça-o na página de gestão.',
    },
    stale: {
      title: 'A página estava desatualizada',
      text: 'Ela foi aberta antes da última vez que você entrou, por isso nada foi feito. Abra-a de novo e tente outra vez.',
    },
    unreachable: {
      title: 'As páginas de gestão estão fechadas por um instante',
      text: 'O banco de dados que sabe quem pode fazer o quê não responde. Nada foi alterado; tente de novo daqui a pouco.',
    },
    'not-written': {
      title: 'Nada foi salvo',
      text: 'O banco de dados não aceita alterações neste momento. Tente de novo daqui a pouco.',
    },
    uncertain: {
      title: 'Não é certo que isso tenha sido feito',
      text: 'O banco de dados não confirmou a tempo. Veja se foi feito antes de tentar de novo.',
    },
  },
  back: 'Para a página de gestão',
}
