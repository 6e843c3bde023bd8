import type { AdminCatalogue } from './catalogue.ts'
import { pl as entries } from './entries/pl.ts'
import { pl as picture } from './picture/pl.ts'
import { pl as settings } from './settings/pl.ts'

export const pl: AdminCatalogue = {
  roles: { owner: 'Gospodarz', moderator: 'Moderacja' },
  navigation: {
    label: 'Strony gospodarza',
    start: 'Czekające',
    entries: 'Wpisy',
    log: 'Dziennik',
    people: 'Osoby',
    sign: 'Wpisz się',
    settings: 'Ustawienia',
    occasion: 'Uroczystość',
    book: 'Zobacz księgę',
  },
  signedInAs: (name) => `Zalogowano jako ${name}`,
  leave: 'Wyloguj',
  notEncrypted:
    'To połączenie nie jest szyfrowane: inne osoby w tej samej sieci mogłyby wszystko czytać i wejść zamiast Ciebie. Korzystaj z sieci, której ufasz, albo nadaj księdze adres HTTPS.',
  lastKnown:
    'Baza danych teraz nie odpowiada. Widzisz ostatni znany stan. Dopóki nie wróci, niczego nie można zmienić.',
  hello: (name) => `Witaj, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Opieka nad księgą',
      text: 'Ten link loguje jedno urządzenie, jeden raz. Naciśnij przycisk, aby zalogować się tutaj.',
    },
    button: 'Zaloguj na tym urządzeniu',
    how: {
      title: 'Dla osób, które opiekują się księgą',
      text: 'Aby wejść, potrzeba linku. Zalogowany gospodarz tworzy go na stronie „Osoby”. Kto utrzymuje księgę na serwerze, tworzy go tam, gdzie ona działa:',
    },
    command: 'W terminalu',
    alreadyIn: 'Logowanie już za Tobą? Przejdź na stronę gospodarza',
    left: 'Wylogowano na tym urządzeniu.',
    refused: {
      title: 'Ten link (już) nie działa',
      text: 'Link loguje jedno urządzenie i jest ważny 15 minut. Ten został już użyty, wygasł albo nie został skopiowany w całości. Poproś o nowy.',
    },
    tooMany: {
      title: 'Ten link nie działa',
      text: 'W ostatniej minucie próbowano wielu błędnych linków. Właściwy nadal działa: sprawdź, czy Twój został skopiowany w całości, albo poproś o nowy.',
    },
  },
  people: {
    title: 'Osoby',
    text: 'Gospodarze mogą wszystko. Moderacja decyduje o wpisach.',
    you: 'Ty',
    thisDevice: 'to urządzenie',
    unknownDevice: 'Nieznane urządzenie',
    lastSeen: (time) => `ostatnio: ${time}`,
    noDevices: 'Brak zalogowanych urządzeń.',
    endSession: 'Wyloguj urządzenie',
    endAll: 'Wyloguj wszędzie',
    remove: 'Usuń',
    anotherDevice: 'Link dla kolejnego urządzenia',
    invite: {
      title: 'Wpuść kogoś',
      name: 'Imię',
      role: 'Rola',
      button: 'Utwórz link',
      empty: 'Podaj imię, żeby później było wiadomo, kto to był.',
      unusable: 'Tego imienia nie da się użyć. Podaj krótsze albo prostsze.',
      taken: 'Ktoś o innej roli ma już to imię. Podaj inne albo najpierw usuń tę osobę.',
    },
    link: {
      title: (name) => `Link: ${name}`,
      text: 'Loguje jedno urządzenie i jest ważny 15 minut. Otwórz go na tym urządzeniu albo skieruj jego aparat na kod. Nie pokazuj go nikomu innemu: wejdzie ten, kto otworzy go jako pierwszy.',
      code: 'Link jako kod QR',
    },
    done: {
      ended: 'To urządzenie zostało wylogowane.',
      'signed-out': 'Wylogowano wszędzie. Nieużyte jeszcze linki przestały działać.',
      removed: 'Usunięto i wylogowano wszędzie.',
      gone: 'To było już zrobione.',
    },
  },
  sign: {
    title: 'Wpis gospodarza',
    text: (name) => `Pod wpisem stanie podpis „${name}” ze znakiem gospodarza. Wpis pojawi się od razu.`,
    message: 'Twój wpis',
    button: 'Wpisz do księgi',
    done: 'Twój wpis jest w księdze.',
  },
  settings,
  picture,
  occasion: {
    title: 'Na uroczystość',
    text: 'To, co przydaje się, gdy spotyka się wiele osób: na weselu, w muzeum, w klubie.',
  },
  problems: {
    'signed-out': {
      title: 'Nie ma tu zalogowanej osoby',
      text: 'Nic nie zostało zrobione. Zaloguj się nowym linkiem.',
    },
    'owners-only': {
      title: 'To może zrobić tylko gospodarz',
      text: 'To konto służy do moderacji. Poproś gospodarza.',
    },
    'cross-site': {
      title: 'To nie zostało wysłane stąd',
      text: 'Wygląda na to, że przyszło z innej strony, więc nic nie zostało zrobione. Jeśli to Twoje działanie, wykonaj je na stronie gospodarza.',
    },
    stale: {
      title: 'Ta strona była już nieaktualna',
      text: 'Otwarto ją przed ostatnim logowaniem, więc nic nie zostało zrobione. Otwórz ją na nowo i spróbuj jeszcze raz.',
    },
    unreachable: {
      title: 'Strony gospodarza są na chwilę zamknięte',
      text: 'Baza danych, która wie, kto co może, nie odpowiada. Nic się nie zmieniło; spróbuj ponownie za chwilę.',
    },
    'not-written': {
      title: 'Niczego nie zapisano',
      text: 'Baza danych nie przyjmuje teraz zmian. Spróbuj ponownie za chwilę.',
    },
    uncertain: {
      title: 'Nie ma pewności, czy to się udało',
      text: 'Baza danych nie potwierdziła tego na czas. Zanim spróbujesz ponownie, sprawdź, czy to już zrobione.',
    },
  },
  back: 'Na stronę gospodarza',
}
