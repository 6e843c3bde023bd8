import type { TopologyText } from './catalogue.ts'

export const de: TopologyText = {
  title: 'Wie dieses Buch aufbewahrt wird',
  intro: 'Diese Teile liefern die Seite und bewahren die Einträge auf. Die Anzeige wird jede Sekunde erneuert.',
  servedBy: (process) => `Diese Seite kommt vom Frontend ${process}.`,
  readFrom: (node) => `Es liest das Buch von: ${node}.`,
  fromMemory: 'Zurzeit sind weder der Master noch ein Replikat lesbar: Die Seite kommt aus dem Speicher des Frontends.',
  master: 'Master',
  replica: (number) => `Replikat ${number}`,
  someReplica: 'ein Replikat',
  offset: 'Stand in Bytes',
  behind: 'Rückstand in Bytes',
  silence: 'Still seit (s)',
  link: 'Verbindung',
  links: { up: 'verbunden', filling: 'wird gefüllt', silent: 'still', away: 'nicht erreichbar' },
  embedded:
    'Ein einziger Prozess bewahrt dieses Buch auf, in einer einzigen Datei. Es gibt keinen Master und kein Replikat.',
  way: {
    title: 'Der Weg deines Eintrags',
    none: 'Trag dich ein und komm zurück: Hier steht dann, wie lange jeder Schritt gedauert hat.',
    elsewhere:
      'Deinen neuesten Eintrag hat ein anderes Frontend angenommen, oder er liegt zu lange zurück. Trag dich noch einmal ein oder lade neu, bis du es triffst.',
    longAgo:
      'Dein neuester Eintrag liegt zu lange zurück. Trag dich noch einmal ein, dann steht hier, wie lange jeder Schritt dauert.',
    received: 'Das Frontend hat ihn angenommen:',
    written: 'Der Master hatte ihn auf der Platte und hat ihn bestätigt:',
    writtenHere: 'Er stand auf der Platte, in der Datei des Buches:',
    read: 'Das Frontend hat ihn zurückgelesen:',
  },
}
