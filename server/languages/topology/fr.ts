import type { TopologyText } from './catalogue.ts'

export const fr: TopologyText = {
  title: 'Comment ce livre est conservé',
  intro: 'Ces éléments servent la page et conservent les messages. L’affichage est actualisé chaque seconde.',
  servedBy: (process) => `Cette page vient du serveur web ${process}.`,
  readFrom: (node) => `Il lit le livre depuis : ${node}.`,
  fromMemory:
    'Ni le maître ni un réplica ne peuvent être lus pour l’instant : la page vient de la mémoire du serveur web.',
  master: 'Maître',
  replica: (number) => `Réplica ${number}`,
  someReplica: 'un réplica',
  offset: 'Position en octets',
  behind: 'Retard en octets',
  silence: 'Secondes de silence',
  link: 'Lien',
  links: { up: 'connecté', filling: 'en remplissage', silent: 'silencieux', away: 'injoignable' },
  embedded: 'Un seul processus conserve ce livre, dans un seul fichier. Il n’y a ni maître ni réplica.',
  way: {
    title: 'Le chemin de votre message',
    none: 'Signez le livre, puis revenez : cette page montre la durée de chaque étape.',
    elsewhere:
      'Un autre serveur web a reçu votre dernier message, ou c’était il y a trop longtemps. Signez de nouveau, ou rechargez jusqu’à tomber sur ce serveur.',
    longAgo:
      'Votre dernier message date d’il y a trop longtemps. Signez de nouveau pour voir la durée de chaque étape.',
    received: 'Le serveur web l’a reçu :',
    written: 'Le maître l’avait sur disque et l’a confirmé :',
    writtenHere: 'Il était sur disque, dans le fichier du livre :',
    read: 'Le serveur web l’a relu :',
  },
}
