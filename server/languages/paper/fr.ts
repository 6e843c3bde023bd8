import type { PaperText } from './catalogue.ts'

export const fr: PaperText = {
  code: {
    title: 'Le code en fichier',
    text: 'Le code mène au livre. Mettez-le sur les invitations, ou imprimez des cartes pour les tables.',
    label: 'Code QR qui mène au livre',
  },
  print: 'Imprimer',
  show: 'Afficher',
  book: {
    title: 'Le livre imprimé',
    text: 'Tous les messages, ou ceux de quelques jours, du premier au dernier : des pages A5 avec une couverture.',
    how: 'Imprimez cette page avec la commande de votre navigateur. Les pages sont au format A5 ; « Enregistrer au format PDF » crée un fichier.',
    backwards: 'Le premier jour vient après le dernier.',
    incomplete: 'Le livre n’est pas encore arrivé en entier. Attendez un peu, ou rechargez la page.',
    none: 'Il n’y a aucun message dans cette période.',
    entries: { one: '1 message', many: '{n} de messages', other: '{n} messages' },
  },
  cards: {
    title: 'Cartes pour les tables',
    text: 'Quatre par feuille, avec le code, le titre et l’adresse, en trois langues au plus.',
    how: 'Imprimez cette page avec la commande de votre navigateur à 100 %, sur du papier épais, et coupez le long des repères.',
    unreachable: (address) =>
      `PUBLIC_URL n’est pas défini : les cartes indiquent donc ${address}, l’adresse à laquelle vous avez ouvert cette page. Les invités ne pourront peut-être pas l’atteindre.`,
    languages: 'Langues, trois au plus',
    tooMany: 'Une carte a la place pour trois langues : choisissez-en trois au plus.',
    paper: 'Papier',
    papers: { a4: 'A4, quatre cartes A6', letter: 'US Letter, quatre cartes d’un quart' },
    below: 'Sous le titre',
    texts: { intro: 'L’introduction', line: 'Une courte ligne' },
    line: 'Signez notre livre d’or',
  },
}
