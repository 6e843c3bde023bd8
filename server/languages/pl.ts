import type { Catalogue } from './catalogue.ts'

export const pl: Catalogue = {
  title: 'Księga gości',
  intro: 'Jak miło Cię tu widzieć. Zostaw kilka słów: pozdrowienie, wspomnienie, to, co Ci w duszy gra.',
  anonymous: 'Gość',
  empty: 'Pierwsza strona jest jeszcze pusta. Może zaczniesz?',
  nothingOlder: 'Nie ma starszych wpisów.',
  showAll: 'Pokaż całość',
  showLess: 'Zwiń',
  reply: 'Odpowiedź gospodarza',
  edited: 'zmieniony',
  pinned: 'przypięty',
  owner: 'gospodarz',
  older: 'Starsze wpisy',
  newest: 'Wróć do najnowszych wpisów',
  languages: 'Język',
  feed: 'Śledź tę księgę',
  form: {
    message: 'Twój wpis',
    name: 'Twoje imię, jeśli chcesz je podać',
    leaveEmpty: 'Zostaw to pole puste',
    submit: 'Wpisz się do księgi',
  },
  problems: {
    title: 'Sprawdź, proszę',
    messageEmpty: 'Napisz najpierw kilka słów.',
    messageTooLong: (length, limit) =>
      `Wpis jest za długi. Liczba znaków: ${length}, a zmieści się najwyżej ${limit}. Czy da się go skrócić?`,
    nameTooLong: (length, limit) => `Imię jest za długie. Liczba znaków: ${length}, a zmieści się najwyżej ${limit}.`,
    messageFarTooLong: (limit) =>
      `Wpis jest o wiele za długi. Zmieści się tyle znaków: ${limit}. Czy da się go skrócić?`,
    nameFarTooLong: (limit) => `Imię jest o wiele za długie. Zmieści się tyle znaków: ${limit}. Czy da się je skrócić?`,
    nameReserved: 'Tak podpisuje się gospodarz tej księgi. Podpisz się, proszę, inaczej.',
    tooManyMarks: (limit) =>
      `Jedna z liter ma więcej niż ${limit} znaków dodatkowych (akcentów i podobnych). Czy może mieć ich mniej?`,
    characterTooLong: (limit) => `Jeden ze znaków składa się z więcej niż ${limit} części. Czy można użyć prostszego?`,
    entryTooLarge: (size, limit) =>
      `To zajmuje ${size} KB, a wpis może mieć ${limit} KB. Czy da się go skrócić albo użyć mniej emoji?`,
    notUtf8: 'Niektórych znaków nie udało się odczytać; widać je jako �. Popraw je, proszę, i wyślij jeszcze raz.',
    tooLarge: 'To o wiele więcej, niż mieści się we wpisie. Czy da się to skrócić?',
    malformed: 'Formularz nie dotarł w całości. Spróbuj, proszę, jeszcze raz.',
    crossSite:
      'Wygląda na to, że przyszło to z innej strony, więc nie zostało dodane. Jeśli to Twoje słowa, wpisz je tutaj.',
    tooManyPosts: (wait) =>
      `Przychodzi stąd teraz wiele wpisów. Odczekaj chwilę (${wait}) i wyślij swój ponownie: nadal tu jest.`,
    bookLimit: (wait) =>
      `Dzisiejsze strony są już zapełnione. Czas do otwarcia nowych: ${wait}. Twoje słowa nadal tu są.`,
    notWritten: 'W tej chwili nie można nic wpisać do księgi. Twoje słowa nadal tu są; spróbuj ponownie za chwilę.',
    maybeWritten:
      'Nie wiemy na pewno, czy Twój wpis został zapisany; może się jeszcze pojawić. Możesz śmiało wysłać go bez zmian jeszcze raz: nie pojawi się dwukrotnie.',
    maybeWrittenLook:
      'Nie wiemy na pewno, czy Twój wpis został zapisany; może się jeszcze pojawić. Zanim wyślesz go ponownie, sprawdź, czy już tu jest.',
    closed: 'Księga nie przyjmuje już nowych wpisów, więc Twój nie został dodany. Twoje słowa nadal tu są.',
    closedUntil: (time) =>
      `Księga jest zamknięta do ${time}, więc Twój wpis nie został dodany. Twoje słowa nadal tu są.`,
    waitingFull:
      'Bardzo wiele wpisów czeka teraz na przeczytanie, więc Twój nie został dodany. Twoje słowa nadal tu są; spróbuj ponownie później.',
    gone: 'Tego wpisu nie ma już w księdze.',
    byAnother: 'Zmienić lub usunąć ten wpis można tylko w przeglądarce, w której powstał.',
    tooLate: 'Wpis można zmienić tylko przez krótki czas po napisaniu, a ten czas już minął.',
    notWaiting: 'Ten wpis już nie czeka: został wycofany albo gospodarz podjął decyzję.',
    replied: 'Gospodarz odpowiedział już na ten wpis, więc nie można go zmienić.',
  },
  notices: {
    readOnly:
      'W tej chwili księgę można tylko czytać. Możesz mimo to spróbować: jeśli się nie uda, Twoje słowa zostaną tutaj.',
    fromMemory: (since) => `To stan księgi z ${since}. Nowsze wpisy pojawią się wkrótce.`,
    closed: 'W tej chwili księga nie przyjmuje nowych wpisów. Zapraszamy do czytania.',
    opensOn: (time) => `Otwarcie: ${time}.`,
  },
  own: {
    waiting: 'Czeka, aż przeczyta go gospodarz',
    thanks: 'Dziękujemy! Wpis pojawi się, gdy przeczyta go gospodarz.',
    withdraw: 'Wycofaj',
    change: 'Zmień',
    takeBack: 'Usuń',
    changeTitle: 'Zmień swój wpis',
    save: 'Zapisz zmianę',
    cancel: 'Zostaw bez zmian',
    takeBackTitle: 'Usunąć Twój wpis?',
    takeBackText: 'Zniknie z księgi na zawsze.',
    takeBackConfirm: 'Tak, usuń',
    keep: 'Zostaw',
    title: 'Twój wpis',
  },
  errors: {
    400: { title: 'Nie zrozumieliśmy', text: 'Coś się nie zgadza w adresie albo w żądaniu.' },
    403: { title: 'To niedozwolone', text: 'Zostało wysłane z innej strony, więc nie zostało przyjęte.' },
    404: { title: 'Nie ma takiej strony', text: 'Mogła zostać usunięta albo w adresie jest literówka.' },
    405: { title: 'To tutaj nie działa', text: 'Tego adresu nie można użyć w ten sposób.' },
    413: { title: 'To za dużo naraz', text: 'Przesłane dane są większe, niż może być wpis.' },
    415: { title: 'Nie umiemy tego odczytać', text: 'Zostało wysłane w formacie, którego księga nie rozumie.' },
    421: { title: 'Księga gości ma inny adres', text: 'Otwórz ją tutaj:' },
    429: { title: 'Trochę wolniej, proszę', text: 'Przychodzi stąd teraz wiele żądań. Spróbuj ponownie za minutę.' },
    500: { title: 'Coś poszło nie tak', text: 'Błąd jest po naszej stronie. Spróbuj ponownie za chwilę.' },
    503: {
      title: 'Księga jest na chwilę zamknięta',
      text: 'W tej chwili nie można jej otworzyć. Nic nie przepadło; zajrzyj ponownie za chwilę.',
    },
    busy: {
      title: 'Jest tu teraz bardzo wiele osób',
      text: 'Spróbuj ponownie za kilka sekund. Jeśli właśnie coś piszesz, wróć do poprzedniej strony: Twój tekst powinien tam nadal być.',
    },
  },
  back: 'Wróć do księgi gości',
  requestId: 'Zgłaszając to gospodarzowi, podaj ten kod:',
  script: {
    entries: { one: '{n} wpis', few: '{n} wpisy', many: '{n} wpisów', other: '{n} wpisu' },
    newEntries: {
      one: '{n} nowy wpis',
      few: '{n} nowe wpisy',
      many: '{n} nowych wpisów',
      other: '{n} nowego wpisu',
    },
    charactersLeft: {
      one: 'Został {n} znak',
      few: 'Zostały {n} znaki',
      many: 'Zostało {n} znaków',
      other: 'Zostało {n} znaku',
    },
    charactersOver: {
      one: 'O {n} znak za dużo',
      few: 'O {n} znaki za dużo',
      many: 'O {n} znaków za dużo',
      other: 'O {n} znaku za dużo',
    },
    justNow: 'przed chwilą',
    sending: 'Wysyłanie…',
    signed: 'Dziękujemy! Twój wpis jest w księdze.',
    draftRestored: 'Oto początek Twojego wpisu.',
    disconnected: 'Utracono połączenie. Nowe wpisy pojawią się, gdy wróci.',
    offline: 'Jesteś offline. Twój wpis zostanie wysłany, gdy wróci połączenie.',
    notSent: 'Wciąż nie ma odpowiedzi; próbujemy dalej. Twoje słowa nadal tu są.',
    retry: 'Spróbuj ponownie',
    unconfirmed: 'jeszcze niepotwierdzony',
    loading: 'Wczytywanie…',
  },
}
