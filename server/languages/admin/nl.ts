import type { AdminCatalogue } from './catalogue.ts'
import { nl as entries } from './entries/nl.ts'
import { nl as picture } from './picture/nl.ts'
import { nl as settings } from './settings/nl.ts'

export const nl: AdminCatalogue = {
  roles: { owner: 'Eigenaar', moderator: 'Medebeheerder' },
  navigation: {
    label: 'Beheerpagina’s',
    start: 'Wachtend',
    entries: 'Berichten',
    log: 'Logboek',
    people: 'Personen',
    sign: 'Schrijven',
    settings: 'Instellingen',
    occasion: 'Evenement',
    book: 'Naar het boek',
  },
  signedInAs: (name) => `Aangemeld als ${name}`,
  leave: 'Afmelden',
  notEncrypted:
    'Deze verbinding is niet versleuteld: anderen op hetzelfde netwerk kunnen meelezen en in jouw naam binnenkomen. Gebruik een netwerk dat je vertrouwt, of geef het boek een HTTPS-adres.',
  lastKnown:
    'De database antwoordt nu niet. Je ziet wat het laatst bekend was. Er kan niets worden veranderd tot die terug is.',
  hello: (name) => `Hallo, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Zorg voor het boek',
      text: 'Met deze link meld je één apparaat aan, één keer. Druk op de knop om je hier aan te melden.',
    },
    button: 'Aanmelden op dit apparaat',
    how: {
      title: 'Voor wie het boek bijhoudt',
      text: 'Om binnen te komen heb je een link nodig. Een eigenaar die al is aangemeld, maakt er een onder ‘Personen’. Wie het gastenboek draait, maakt er een op de plek waar het draait:',
    },
    command: 'In een terminal',
    alreadyIn: 'Hier al aangemeld? Naar de beheerpagina',
    left: 'Je bent afgemeld op dit apparaat.',
    refused: {
      title: 'Deze link werkt niet (meer)',
      text: 'Met een link meld je één apparaat aan, en hij is 15 minuten geldig. Deze is al gebruikt, verlopen of niet helemaal gekopieerd. Vraag om een nieuwe.',
    },
    tooMany: {
      title: 'Deze link werkt niet',
      text: 'In de afgelopen minuut zijn er veel verkeerde links geprobeerd. Een goede werkt nog steeds: kijk of de jouwe helemaal is gekopieerd, of vraag om een nieuwe.',
    },
  },
  people: {
    title: 'Personen',
    text: 'Eigenaren mogen alles. Medebeheerders beslissen over berichten.',
    you: 'jij',
    thisDevice: 'dit apparaat',
    unknownDevice: 'Onbekend apparaat',
    lastSeen: (time) => `laatst gezien op ${time}`,
    noDevices: 'Op geen enkel apparaat aangemeld.',
    endSession: 'Apparaat afmelden',
    endAll: 'Overal afmelden',
    remove: 'Verwijderen',
    anotherDevice: 'Link voor een ander apparaat',
    invite: {
      title: 'Iemand binnenlaten',
      name: 'Naam',
      role: 'Rol',
      button: 'Link maken',
      empty: 'Geef een naam op, dan weet je later wie het was.',
      unusable: 'Die naam kan niet. Neem een kortere of eenvoudigere.',
      taken: 'Iemand met een andere rol heeft die naam al. Neem een andere naam, of verwijder eerst die persoon.',
    },
    link: {
      title: (name) => `Een link voor ${name}`,
      text: 'Hij meldt één apparaat aan en is 15 minuten geldig. Open hem daar, of richt de camera op de code. Laat hem aan niemand anders zien: wie hem het eerst opent, is binnen.',
      code: 'De link als QR-code',
    },
    done: {
      ended: 'Dat apparaat is afgemeld.',
      'signed-out': 'Overal afgemeld. Links die nog niet waren gebruikt, werken niet meer.',
      removed: 'Verwijderd en overal afgemeld.',
      gone: 'Dat was al gebeurd.',
    },
  },
  sign: {
    title: 'Schrijven als eigenaar',
    text: (name) =>
      `Je bericht wordt ondertekend met ‘${name}’, krijgt het teken van de eigenaar en verschijnt meteen.`,
    message: 'Je bericht',
    button: 'Schrijf in het boek',
    done: 'Je bericht staat in het boek.',
  },
  settings,
  picture,
  occasion: {
    title: 'Voor het evenement',
    text: 'Wat helpt als mensen samenkomen: op een bruiloft, in een museum, bij een vereniging.',
  },
  problems: {
    'signed-out': { title: 'Je bent niet aangemeld', text: 'Er is niets gedaan. Meld je aan met een nieuwe link.' },
    'owners-only': {
      title: 'Dat mag alleen een eigenaar',
      text: 'Je bent aangemeld als medebeheerder. Vraag het aan een eigenaar.',
    },
    'cross-site': {
      title: 'Dat is niet van hieruit verstuurd',
      text: 'Het lijkt van een andere website te komen, dus er is niets gedaan. Was jij het, doe het dan op de beheerpagina.',
    },
    stale: {
      title: 'Die pagina was te oud',
      text: 'Ze was geopend voordat je je voor het laatst aanmeldde, dus er is niets gedaan. Open de pagina opnieuw en probeer het nog eens.',
    },
    unreachable: {
      title: 'De beheerpagina’s zijn even dicht',
      text: 'De database die weet wie wat mag, antwoordt niet. Er is niets veranderd; probeer het zo nog eens.',
    },
    'not-written': {
      title: 'Er is niets opgeslagen',
      text: 'De database neemt nu geen wijzigingen aan. Probeer het zo nog eens.',
    },
    uncertain: {
      title: 'Het is niet zeker of dit is gedaan',
      text: 'De database heeft het niet op tijd bevestigd. Kijk of het is gedaan voordat je het nog eens probeert.',
    },
  },
  back: 'Naar de beheerpagina',
}
