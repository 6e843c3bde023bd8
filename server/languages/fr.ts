import type { Catalogue } from './catalogue.ts'

export const fr: Catalogue = {
  title: 'Livre d’or',
  intro:
    'Quel plaisir de vous voir ici. Laissez-nous quelques mots : un bonjour, un souvenir, ce qui vous passe par la tête.',
  anonymous: 'Un visiteur',
  empty: 'La première page est encore blanche. Et si vous commenciez ?',
  nothingOlder: 'Il n’y a rien de plus ancien.',
  showAll: 'Tout afficher',
  showLess: 'Afficher moins',
  reply: 'Réponse de l’hôte',
  edited: 'modifié',
  pinned: 'épinglé',
  owner: 'l’hôte',
  older: 'Messages plus anciens',
  newest: 'Revenir aux derniers messages',
  firstPage: (date) => `La première page, ${date}`,
  newer: 'Messages plus récents',
  first: 'La première page',
  day: 'Aller à un jour',
  go: 'Ouvrir',
  around: 'Voir dans le livre',
  languages: 'Langue',
  feed: 'Suivre ce livre',
  form: {
    message: 'Votre message',
    name: 'Votre nom, si vous le souhaitez',
    leaveEmpty: 'Laissez ce champ vide',
    submit: 'Signer le livre d’or',
  },
  problems: {
    title: 'À vérifier',
    messageEmpty: 'Écrivez d’abord quelques mots.',
    messageTooLong: (length, limit) =>
      `C’est trop long : ${length} caractères, pour un maximum de ${limit}. Pourriez-vous raccourcir ?`,
    nameTooLong: (length, limit) => `Ce nom compte ${length} caractères, pour un maximum de ${limit}.`,
    messageFarTooLong: (limit) =>
      `C’est beaucoup trop long : il y a de la place pour ${limit} caractères. Pourriez-vous raccourcir ?`,
    nameFarTooLong: (limit) =>
      `Ce nom est beaucoup trop long : il y a de la place pour ${limit} caractères. Pourriez-vous raccourcir ?`,
    nameReserved: 'C’est le nom de votre hôte dans ce livre. Pourriez-vous en choisir un autre ?',
    tooManyMarks: (limit) =>
      `Une lettre porte ici plus de ${limit} signes superposés (accents et autres). Pourriez-vous en enlever ?`,
    characterTooLong: (limit) =>
      `Un caractère est composé ici de plus de ${limit} éléments. Pourriez-vous en choisir un plus simple ?`,
    entryTooLarge: (size, limit) =>
      `Cela occupe ${size} Ko, et un message peut en contenir ${limit}. Pourriez-vous raccourcir ou mettre moins d’émojis ?`,
    notUtf8:
      'Certains caractères n’ont pas pu être lus ; ils apparaissent sous la forme �. Merci de les corriger et de renvoyer le message.',
    tooLarge: 'C’est bien plus que ne peut contenir un message. Pourriez-vous raccourcir ?',
    malformed: 'Le formulaire n’est pas arrivé correctement. Veuillez réessayer.',
    crossSite:
      'Cet envoi semble provenir d’un autre site ; il n’a pas été ajouté. S’il est de vous, écrivez-le plutôt ici.',
    tooManyPosts: (wait) =>
      `Beaucoup de messages arrivent d’ici en ce moment. Patientez ${wait}, puis renvoyez le vôtre : il est toujours là.`,
    bookLimit: (wait) =>
      `Les pages du jour sont remplies. Le livre accueillera de nouveaux messages dans ${wait}. Vos mots sont toujours là.`,
    notWritten:
      'Impossible d’écrire dans le livre pour l’instant. Vos mots sont toujours là : réessayez dans un moment.',
    maybeWritten:
      'Nous n’avons pas pu vérifier que votre message est bien enregistré ; il va peut-être apparaître. Vous pouvez le renvoyer tel quel : il n’apparaîtra qu’une fois.',
    maybeWrittenLook:
      'Nous n’avons pas pu vérifier que votre message est bien enregistré ; il va peut-être apparaître. Regardez s’il y est avant de le renvoyer.',
    closed:
      'Le livre n’accueille plus de nouveaux messages ; le vôtre n’a donc pas été ajouté. Vos mots sont toujours là.',
    closedUntil: (time) =>
      `Le livre est fermé jusqu’au ${time} ; votre message n’a donc pas été ajouté. Vos mots sont toujours là.`,
    waitingFull:
      'De très nombreux messages attendent d’être lus ; le vôtre n’a donc pas été ajouté. Vos mots sont toujours là : réessayez plus tard.',
    gone: 'Ce message n’est plus dans le livre.',
    byAnother: 'Seul le navigateur où ce message a été écrit peut le modifier ou le supprimer.',
    tooLate: 'Un message ne peut être modifié que peu de temps après son écriture, et ce délai est passé.',
    notWaiting: 'Ce message n’est plus en attente : il a été retiré, ou l’hôte a tranché.',
    replied: 'Ce message a déjà reçu une réponse ; il ne peut plus être modifié.',
  },
  notices: {
    readOnly:
      'Pour le moment, le livre est en lecture seule. Vous pouvez tout de même essayer : en cas d’échec, vos mots resteront ici.',
    fromMemory: (since) =>
      `Vous voyez le livre tel qu’il était le ${since}. Les messages plus récents suivront sous peu.`,
    closed: 'Le livre n’accueille pas de nouveaux messages pour le moment. Vous pouvez le lire à votre guise.',
    opensOn: (time) => `Il ouvre le ${time}.`,
  },
  own: {
    waiting: 'En attente de lecture par l’hôte',
    thanks: 'Merci ! Votre message paraîtra une fois lu par l’hôte.',
    withdraw: 'Retirer',
    change: 'Modifier',
    takeBack: 'Supprimer',
    changeTitle: 'Modifier votre message',
    save: 'Enregistrer la modification',
    cancel: 'Laisser tel quel',
    takeBackTitle: 'Supprimer votre message ?',
    takeBackText: 'Il disparaîtra du livre pour de bon.',
    takeBackConfirm: 'Oui, le supprimer',
    takenBack: 'Votre message a été supprimé.',
    keep: 'Le laisser',
    title: 'Votre message',
  },
  errors: {
    400: { title: 'Nous n’avons pas compris', text: 'Quelque chose ne va pas dans l’adresse ou dans la demande.' },
    403: { title: 'Ce n’est pas permis', text: 'Cet envoi vient d’un autre site ; il n’a donc pas été accepté.' },
    404: { title: 'Cette page n’existe pas', text: 'Elle a peut-être été retirée, ou l’adresse contient une erreur.' },
    405: { title: 'Cela ne marche pas ici', text: 'Cette adresse ne s’utilise pas de cette manière.' },
    410: { title: 'Ce message n’est plus là', text: 'Il était dans le livre et en a été retiré.' },
    413: { title: 'C’est trop à la fois', text: 'L’envoi dépasse la taille d’un message.' },
    415: { title: 'Nous ne pouvons pas le lire', text: 'L’envoi est dans un format que le livre ne comprend pas.' },
    421: { title: 'Le livre d’or a une autre adresse', text: 'Vous le trouverez ici :' },
    429: {
      title: 'Doucement, s’il vous plaît',
      text: 'Beaucoup de demandes arrivent d’ici en ce moment. Réessayez dans une minute.',
    },
    500: {
      title: 'Quelque chose s’est mal passé',
      text: 'La faute est de notre côté, pas du vôtre. Réessayez dans un moment.',
    },
    503: {
      title: 'Le livre est fermé un instant',
      text: 'Il est momentanément inaccessible. Rien n’est perdu ; revenez dans un moment.',
    },
    busy: {
      title: 'Il y a beaucoup de monde en ce moment',
      text: 'Veuillez réessayer dans quelques secondes. Si vous étiez en train d’écrire, revenez en arrière : votre texte devrait encore y être.',
    },
  },
  back: 'Revenir au livre d’or',
  requestId: 'Si vous le signalez, indiquez ce code :',
  script: {
    entries: { one: '{n} message', many: '{n} de messages', other: '{n} messages' },
    newEntries: { one: '{n} nouveau message', many: '{n} de nouveaux messages', other: '{n} nouveaux messages' },
    charactersLeft: {
      one: 'Encore {n} caractère',
      many: 'Encore {n} de caractères',
      other: 'Encore {n} caractères',
    },
    charactersOver: {
      one: '{n} caractère en trop',
      many: '{n} de caractères en trop',
      other: '{n} caractères en trop',
    },
    justNow: 'à l’instant',
    entryBy: 'Message de {name}, {time}',
    sending: 'Envoi en cours…',
    signed: 'Merci ! Votre message est dans le livre.',
    draftRestored: 'Voici ce que vous aviez commencé à écrire.',
    disconnected: 'Connexion perdue. Les nouveaux messages apparaîtront dès son retour.',
    offline: 'Vous êtes hors ligne. Votre message partira dès votre reconnexion.',
    notSent: 'Pas encore de réponse, nouvel essai en cours. Vos mots sont toujours là.',
    retry: 'Réessayer',
    unconfirmed: 'pas encore confirmé',
    loading: 'Chargement…',
  },
}
