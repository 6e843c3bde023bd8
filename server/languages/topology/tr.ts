import type { TopologyText } from './catalogue.ts'

export const tr: TopologyText = {
  title: 'Bu defter nasıl saklanıyor',
  intro: 'Bu parçalar sayfayı sunar ve mesajları saklar. Burada görünenler her saniye yenilenir.',
  servedBy: (process) => `Bu sayfa ${process} ön yüzünden geliyor.`,
  readFrom: (node) => `Defteri okuduğu yer: ${node}.`,
  fromMemory: 'Şu anda ne ana düğüm ne de bir kopya okunabiliyor: sayfa ön yüzün belleğinden geliyor.',
  master: 'Ana düğüm',
  replica: (number) => `Kopya ${number}`,
  someReplica: 'kopyalardan biri',
  offset: 'Konum (bayt)',
  behind: 'Geride (bayt)',
  silence: 'Sessiz (saniye)',
  link: 'Bağlantı',
  links: { up: 'bağlı', filling: 'dolduruluyor', silent: 'sessiz', away: 'ulaşılamıyor' },
  embedded: 'Bu defteri tek bir süreç tek bir dosyada saklıyor. Ana düğüm de kopya da yok.',
  way: {
    title: 'Mesajınızın yolu',
    none: 'Deftere yazıp geri dönün: bu sayfa her adımın ne kadar sürdüğünü gösterir.',
    elsewhere:
      'Son mesajınızı başka bir ön yüz aldı ya da üzerinden çok zaman geçti. Yeniden yazın veya o ön yüze denk gelene kadar yenileyin.',
    longAgo: 'Son mesajınızın üzerinden çok zaman geçti. Her adımın ne kadar sürdüğünü görmek için yeniden yazın.',
    received: 'Ön yüz aldı:',
    written: 'Ana düğüm diske yazdı ve onayladı:',
    writtenHere: 'Diske, defterin dosyasına yazıldı:',
    read: 'Ön yüz defterden geri okudu:',
  },
}
