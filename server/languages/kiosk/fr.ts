import type { KioskText } from './catalogue.ts'

export const fr: KioskText = {
  offer: {
    title: 'Tablette pour les invités',
    text: 'Pour une tablette posée à l’entrée ou sur une table : les invités y écrivent l’un après l’autre, et rien de l’un ne reste pour le suivant.',
  },
  write: 'Touchez pour écrire',
  leave: 'Annuler',
  stillThere: { title: 'Toujours là ?', text: 'Sinon, tout ce qui est sur cette page sera effacé.' },
  goOn: 'Continuer',
  thanks: 'Merci !',
  published: 'Vos mots sont dans le livre.',
  waiting: 'Vos mots paraîtront une fois lus par le propriétaire.',
  unsent: {
    title: 'Pas encore dans le livre',
    text: 'Le livre est injoignable. Vos mots restent sur cette tablette et seront renvoyés jusqu’à ce qu’ils arrivent. Vous pouvez la laisser faire.',
  },
  kept: 'Pas encore envoyés : {number}. Merci de laisser cette tablette allumée.',
  clearsItself: 'Cette page s’efface au bout de cinq minutes.',
  enter: {
    title: 'Ouvrir le livre d’or sur cette tablette',
    text: 'Les invités pourront y écrire l’un après l’autre. Rien d’autre n’est possible ici.',
    button: 'Ouvrir',
    refused: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il a déjà servi, ou date de plus de 15 minutes. Le propriétaire peut en créer un autre.',
    },
    tooMany: { title: 'Trop de liens ont été essayés', text: 'Merci de réessayer dans une minute.' },
  },
  notOpen: {
    title: 'Cette tablette n’est pas ouverte aux invités',
    text: 'Le propriétaire peut créer un lien qui l’ouvre.',
  },
  unreachable: { title: 'Le livre est injoignable', text: 'Cette page réessaie d’elle-même.' },
  tablets: {
    text: 'Ouvrez le lien sur la tablette. Dans ses réglages, gardez l’écran allumé et épinglez cette page pour que les invités y restent.',
    title: 'Tablettes ouvertes',
    none: 'Aucune tablette n’est ouverte.',
    close: 'Fermer',
    closed: 'Cette tablette est fermée.',
    gone: 'Cette tablette était déjà fermée.',
    name: 'Où elle se trouve',
    button: 'Créer un lien',
    empty: 'Indiquez où se trouve la tablette, pour la distinguer des autres.',
    link: {
      title: (name) => `Un lien pour ${name}`,
      text: 'Il ouvre une tablette et vaut 15 minutes. Ouvrez-le dessus, ou pointez sa caméra vers le code.',
    },
  },
}
