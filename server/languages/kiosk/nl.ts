import type { KioskText } from './catalogue.ts'

export const nl: KioskText = {
  offer: {
    title: 'Tablet voor gasten',
    text: 'Voor een tablet bij de deur of op een tafel: gasten schrijven er na elkaar op, en van de een blijft niets achter voor de volgende.',
  },
  write: 'Tik om te schrijven',
  leave: 'Annuleren',
  stillThere: { title: 'Ben je er nog?', text: 'Anders wordt alles op deze pagina gewist.' },
  goOn: 'Doorgaan',
  thanks: 'Dank je wel!',
  published: 'Je woorden staan in het boek.',
  waiting: 'Je woorden verschijnen zodra de eigenaar ze gelezen heeft.',
  unsent: {
    title: 'Nog niet in het boek',
    text: 'Het boek is niet bereikbaar. Je woorden blijven op deze tablet en worden verstuurd tot ze aankomen. Je kunt het aan de tablet overlaten.',
  },
  kept: 'Nog niet verstuurd: {number}. Laat deze tablet alsjeblieft aan.',
  clearsItself: 'Deze pagina wist zichzelf na vijf minuten.',
  enter: {
    title: 'Het gastenboek op deze tablet openen',
    text: 'Gasten kunnen er dan na elkaar op schrijven. Verder kan hier niets.',
    button: 'Openen',
    refused: {
      title: 'Deze link werkt niet',
      text: 'Hij is al gebruikt, of ouder dan 15 minuten. De eigenaar kan een nieuwe maken.',
    },
    tooMany: { title: 'Er zijn te veel links geprobeerd', text: 'Probeer het over een minuut opnieuw.' },
  },
  notOpen: { title: 'Deze tablet is niet open voor gasten', text: 'De eigenaar kan een link maken die hem opent.' },
  unreachable: { title: 'Het boek is niet bereikbaar', text: 'Deze pagina probeert het vanzelf opnieuw.' },
  tablets: {
    text: 'Open de link op de tablet. Stel daar in dat het scherm aan blijft en zet deze pagina vast, zodat gasten erop blijven.',
    title: 'Geopende tablets',
    none: 'Er is geen tablet open.',
    close: 'Sluiten',
    closed: 'Die tablet is gesloten.',
    gone: 'Die tablet was al gesloten.',
    name: 'Waar hij staat',
    button: 'Link maken',
    empty: 'Zeg waar de tablet staat, zodat je hem van andere kunt onderscheiden.',
    link: {
      title: (name) => `Een link voor ${name}`,
      text: 'Hij opent één tablet en is 15 minuten geldig. Open hem daar, of richt de camera op de code.',
    },
  },
}
