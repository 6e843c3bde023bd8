import type { Catalogue } from './catalogue.ts'

export const nl: Catalogue = {
  title: 'Gastenboek',
  intro: 'Fijn dat je er bent. Laat een paar woorden achter: een groet, een herinnering, wat er maar in je opkomt.',
  anonymous: 'Een gast',
  empty: 'De eerste bladzijde is nog leeg. Wil jij beginnen?',
  nothingOlder: 'Er zijn geen oudere berichten.',
  showAll: 'Alles tonen',
  showLess: 'Minder tonen',
  reply: 'Reactie van de eigenaar',
  edited: 'bewerkt',
  pinned: 'vastgezet',
  owner: 'eigenaar',
  older: 'Oudere berichten',
  newest: 'Terug naar de nieuwste berichten',
  languages: 'Taal',
  feed: 'Dit boek volgen',
  form: {
    message: 'Je bericht',
    name: 'Je naam, als je wilt',
    leaveEmpty: 'Laat dit leeg',
    submit: 'Schrijf in het boek',
  },
  problems: {
    title: 'Kijk dit even na',
    messageEmpty: 'Schrijf eerst een paar woorden.',
    messageTooLong: (length, limit) =>
      `Dat is te lang: ${length} tekens, en er is plaats voor ${limit}. Kun je het korter maken?`,
    nameTooLong: (length, limit) => `Die naam heeft ${length} tekens, en er is plaats voor ${limit}.`,
    messageFarTooLong: (limit) => `Dat is veel te lang: er is plaats voor ${limit} tekens. Kun je het korter maken?`,
    nameFarTooLong: (limit) => `Die naam is veel te lang: er is plaats voor ${limit} tekens. Kun je hem korter maken?`,
    nameReserved: 'Zo heet de eigenaar van dit boek. Onderteken alsjeblieft met een andere naam.',
    tooManyMarks: (limit) =>
      `Eén letter draagt hier meer dan ${limit} tekens boven elkaar (accenten en dergelijke). Kan het met minder?`,
    characterTooLong: (limit) =>
      `Eén teken bestaat hier uit meer dan ${limit} delen. Kan het met een eenvoudiger teken?`,
    entryTooLarge: (size, limit) =>
      `Dat neemt ${size} KB in, en in een bericht past ${limit} KB. Kan het korter, of met minder emoji’s?`,
    notUtf8: 'Sommige tekens waren niet leesbaar; ze staan er nu als �. Verbeter ze en verstuur het opnieuw.',
    tooLarge: 'Dat is veel meer dan in een bericht past. Kun je het korter maken?',
    malformed: 'Het formulier is niet goed aangekomen. Probeer het nog eens.',
    crossSite:
      'Dit lijkt van een andere website te komen en is daarom niet geplaatst. Heb jij het geschreven? Zet het dan hier in het boek.',
    tooManyPosts: (wait) =>
      `Er komen op dit moment veel berichten van hier. Wacht ${wait} en verstuur het jouwe dan nog eens: het staat er nog.`,
    bookLimit: (wait) =>
      `De bladzijden van vandaag zijn vol. Over ${wait} kan er weer geschreven worden. Je woorden staan er nog.`,
    notWritten: 'Er kan nu even niet in het boek geschreven worden. Je woorden staan er nog; probeer het zo nog eens.',
    maybeWritten:
      'We weten niet zeker of je bericht is opgeslagen; misschien verschijnt het nog. Je kunt het gerust ongewijzigd opnieuw versturen: het komt er niet dubbel in.',
    maybeWrittenLook:
      'We weten niet zeker of je bericht is opgeslagen; misschien verschijnt het nog. Kijk even of het er al staat voordat je het opnieuw verstuurt.',
    closed: 'Het boek neemt geen nieuwe berichten meer aan, dus het jouwe is niet geplaatst. Je woorden staan er nog.',
    closedUntil: (time) =>
      `Het boek is gesloten tot ${time}, dus je bericht is niet geplaatst. Je woorden staan er nog.`,
    waitingFull:
      'Er wachten nu heel veel berichten om gelezen te worden, dus het jouwe is niet geplaatst. Je woorden staan er nog; probeer het later nog eens.',
    gone: 'Dit bericht staat niet meer in het boek.',
    byAnother: 'Alleen de browser waarin dit bericht is geschreven, kan het wijzigen of weghalen.',
    tooLate: 'Een bericht kan alleen kort na het schrijven worden gewijzigd, en die tijd is voorbij.',
    notWaiting: 'Dit bericht wacht niet meer: het is ingetrokken, of de eigenaar heeft erover beslist.',
    replied: 'De eigenaar heeft op dit bericht gereageerd, dus het kan niet meer worden gewijzigd.',
  },
  notices: {
    readOnly:
      'Het boek is op dit moment alleen te lezen. Je kunt het toch proberen: lukt het niet, dan blijven je woorden hier staan.',
    fromMemory: (since) => `Je ziet het boek zoals het was op ${since}. Nieuwere berichten volgen snel.`,
    closed: 'Het boek neemt op dit moment geen nieuwe berichten aan. Lezen kan natuurlijk wel.',
    opensOn: (time) => `Het gaat open op ${time}.`,
  },
  own: {
    waiting: 'Wacht tot de eigenaar het heeft gelezen',
    thanks: 'Dank je wel! Je bericht verschijnt zodra de eigenaar het heeft gelezen.',
    withdraw: 'Intrekken',
    change: 'Wijzigen',
    takeBack: 'Weghalen',
    changeTitle: 'Je bericht wijzigen',
    save: 'Wijziging opslaan',
    cancel: 'Zo laten',
    takeBackTitle: 'Je bericht weghalen?',
    takeBackText: 'Het verdwijnt dan voorgoed uit het boek.',
    takeBackConfirm: 'Ja, haal het weg',
    keep: 'Laten staan',
    title: 'Je bericht',
  },
  errors: {
    400: { title: 'Dat begrepen we niet', text: 'Er klopt iets niet aan het adres of de aanvraag.' },
    403: { title: 'Dat mag niet', text: 'Dit is vanaf een andere website verstuurd en daarom niet aangenomen.' },
    404: {
      title: 'Deze pagina bestaat niet',
      text: 'Misschien is die weggehaald, of er zit een tikfout in het adres.',
    },
    405: { title: 'Dat werkt hier niet', text: 'Dit adres kan niet op die manier worden gebruikt.' },
    413: { title: 'Dat is te veel in één keer', text: 'Wat je hebt verstuurd is groter dan een bericht mag zijn.' },
    415: { title: 'Dat kunnen we niet lezen', text: 'Het is verstuurd in een vorm die het boek niet begrijpt.' },
    421: { title: 'Het gastenboek heeft een ander adres', text: 'Je vindt het hier:' },
    429: {
      title: 'Iets rustiger aan, alsjeblieft',
      text: 'Er komen op dit moment veel aanvragen van hier. Probeer het over een minuut nog eens.',
    },
    500: { title: 'Er ging iets mis', text: 'De fout ligt bij ons, niet bij jou. Probeer het zo nog eens.' },
    503: {
      title: 'Het boek is even dicht',
      text: 'Het is nu niet bereikbaar. Er is niets verloren; kom zo nog eens terug.',
    },
    busy: {
      title: 'Het is hier nu erg druk',
      text: 'Probeer het over een paar seconden nog eens. Was je aan het schrijven, ga dan terug: je tekst zou er nog moeten staan.',
    },
  },
  back: 'Terug naar het gastenboek',
  requestId: 'Als je het aan de eigenaar meldt, noem dan deze code:',
  script: {
    entries: { one: '{n} bericht', other: '{n} berichten' },
    newEntries: { one: '{n} nieuw bericht', other: '{n} nieuwe berichten' },
    charactersLeft: { one: 'Nog {n} teken', other: 'Nog {n} tekens' },
    charactersOver: { one: '{n} teken te veel', other: '{n} tekens te veel' },
    justNow: 'zojuist',
    sending: 'Wordt verstuurd…',
    signed: 'Dank je wel! Je bericht staat in het boek.',
    draftRestored: 'Hier is wat je al had geschreven.',
    disconnected: 'De verbinding is verbroken. Nieuwe berichten verschijnen zodra die er weer is.',
    offline: 'Je bent offline. Je bericht wordt verstuurd zodra je weer verbinding hebt.',
    notSent: 'Nog geen antwoord; we blijven het proberen. Je woorden staan er nog.',
    retry: 'Opnieuw proberen',
    unconfirmed: 'nog niet bevestigd',
    loading: 'Laden…',
  },
}
