import type { TopologyText } from './catalogue.ts'

export const nl: TopologyText = {
  title: 'Hoe dit boek wordt bewaard',
  intro: 'Deze onderdelen leveren de pagina en bewaren de berichten. Wat je hier ziet, wordt elke seconde bijgewerkt.',
  servedBy: (process) => `Deze pagina komt van webserver ${process}.`,
  readFrom: (node) => `Die leest het boek van: ${node}.`,
  fromMemory:
    'Op dit moment zijn de master en de replica’s niet leesbaar: de pagina komt uit het geheugen van de webserver.',
  master: 'Master',
  replica: (number) => `Replica ${number}`,
  someReplica: 'een replica',
  offset: 'Positie in bytes',
  behind: 'Bytes achter',
  silence: 'Seconden stil',
  link: 'Verbinding',
  links: { up: 'verbonden', filling: 'wordt gevuld', silent: 'stil', away: 'niet bereikbaar' },
  embedded: 'Eén proces bewaart dit boek, in één bestand. Er is geen master en geen replica.',
  way: {
    title: 'De weg van je bericht',
    none: 'Schrijf in het boek en kom terug: deze pagina toont hoe lang elke stap duurde.',
    elsewhere:
      'Een andere webserver heeft je laatste bericht ontvangen, of het is te lang geleden. Schrijf opnieuw of herlaad tot je die webserver treft.',
    longAgo: 'Je laatste bericht is te lang geleden. Schrijf opnieuw om te zien hoe lang elke stap duurt.',
    received: 'De webserver ontving het:',
    written: 'De master had het op schijf en bevestigde het:',
    writtenHere: 'Het stond op schijf, in het bestand van het boek:',
    read: 'De webserver las het terug uit het boek:',
  },
}
