import type { AdminCatalogue } from './catalogue.ts'
import { fr as entries } from './entries/fr.ts'
import { fr as picture } from './picture/fr.ts'
import { fr as settings } from './settings/fr.ts'

export const fr: AdminCatalogue = {
  roles: { owner: 'Propriétaire', moderator: 'Modération' },
  navigation: {
    label: 'Pages de gestion',
    start: 'En attente',
    entries: 'Messages',
    log: 'Journal',
    people: 'Personnes',
    sign: 'Signer',
    settings: 'Réglages',
    occasion: 'Événement',
    book: 'Voir le livre',
  },
  signedInAs: (name) => `Session de ${name}`,
  leave: 'Se déconnecter',
  notEncrypted:
    'Cette connexion n’est pas chiffrée : d’autres personnes sur le même réseau pourraient lire ce qui passe et entrer à votre place. Utilisez un réseau de confiance, ou donnez au livre une adresse HTTPS.',
  lastKnown:
    'La base de données ne répond pas en ce moment. Vous voyez le dernier état connu. Rien ne peut être changé avant son retour.',
  hello: (name) => `Bonjour, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Prendre soin du livre',
      text: 'Ce lien connecte un seul appareil, une seule fois. Appuyez sur le bouton pour vous connecter ici.',
    },
    button: 'Se connecter sur cet appareil',
    how: {
      title: 'Pour celles et ceux qui tiennent le livre',
      text: 'Il faut un lien pour entrer. Un propriétaire déjà connecté en crée un sous « Personnes ». La personne qui héberge le livre en crée un là où il tourne :',
    },
    command: 'Dans un terminal',
    alreadyIn: 'Une session est déjà ouverte ici ? Aller à la page de gestion',
    left: 'Cet appareil est déconnecté.',
    refused: {
      title: 'Ce lien ne fonctionne pas (ou plus)',
      text: 'Un lien connecte un seul appareil et reste valable 15 minutes. Celui-ci a servi, a expiré ou n’a pas été copié en entier. Demandez-en un nouveau.',
    },
    tooMany: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Beaucoup de liens erronés ont été essayés pendant la dernière minute. Un lien correct fonctionne quand même : vérifiez que le vôtre a été copié en entier, ou demandez-en un nouveau.',
    },
  },
  people: {
    title: 'Personnes',
    text: 'Les propriétaires peuvent tout faire. La modération décide des messages.',
    you: 'vous',
    thisDevice: 'cet appareil',
    unknownDevice: 'Appareil inconnu',
    lastSeen: (time) => `vu pour la dernière fois le ${time}`,
    noDevices: 'Aucun appareil connecté.',
    endSession: 'Déconnecter l’appareil',
    endAll: 'Déconnecter partout',
    remove: 'Retirer',
    anotherDevice: 'Lien pour un autre appareil',
    invite: {
      title: 'Laisser entrer quelqu’un',
      name: 'Nom',
      role: 'Rôle',
      button: 'Créer un lien',
      empty: 'Indiquez un nom, pour savoir plus tard qui c’était.',
      unusable: 'Ce nom ne convient pas. Choisissez-en un plus court ou plus simple.',
      taken:
        'Une personne qui a un autre rôle porte déjà ce nom. Choisissez-en un autre, ou retirez d’abord cette personne.',
    },
    link: {
      title: (name) => `Un lien pour ${name}`,
      text: 'Il connecte un seul appareil et reste valable 15 minutes. Ouvrez-le sur cet appareil, ou visez le code avec son appareil photo. Ne le montrez à personne d’autre : la première personne qui l’ouvre entre.',
      code: 'Le lien sous forme de code QR',
    },
    done: {
      ended: 'Cet appareil est déconnecté.',
      'signed-out': 'Tous les appareils sont déconnectés. Les liens qui n’ont pas encore servi ne fonctionnent plus.',
      removed: 'La personne est retirée, et tous ses appareils sont déconnectés.',
      gone: 'C’était déjà fait.',
    },
  },
  sign: {
    title: 'Signer en tant qu’hôte',
    text: (name) => `Votre message est signé « ${name} », porte la marque de l’hôte et paraît aussitôt.`,
    message: 'Votre message',
    button: 'Signer le livre',
    done: 'Votre message est dans le livre.',
  },
  settings,
  picture,
  occasion: {
    title: 'Pour l’occasion',
    text: 'Ce qui aide quand on se réunit : à un mariage, dans un musée, dans un club.',
  },
  problems: {
    'signed-out': {
      title: 'Aucune session ouverte ici',
      text: 'Rien n’a été fait. Ouvrez une session avec un nouveau lien.',
    },
    'owners-only': {
      title: 'Réservé aux propriétaires',
      text: 'Vous participez à la modération. Demandez à un propriétaire.',
    },
    'cross-site': {
      title: 'Cela n’a pas été envoyé d’ici',
      text: 'L’envoi semble venir d’un autre site, donc rien n’a été fait. Si c’était vous, faites-le depuis la page de gestion.',
    },
    stale: {
      title: 'Cette page était trop ancienne',
      text: 'Elle a été ouverte avant votre dernière connexion, donc rien n’a été fait. Rouvrez-la et réessayez.',
    },
    unreachable: {
      title: 'Les pages de gestion sont fermées un instant',
      text: 'La base de données qui sait qui peut faire quoi ne répond pas. Rien n’a changé ; réessayez dans un instant.',
    },
    'not-written': {
      title: 'Rien n’a été enregistré',
      text: 'La base de données n’accepte pas de changements en ce moment. Réessayez dans un instant.',
    },
    uncertain: {
      title: 'Il n’est pas certain que ce soit fait',
      text: 'La base de données ne l’a pas confirmé à temps. Vérifiez avant de réessayer.',
    },
  },
  back: 'À la page de gestion',
}
