import type { AdminCatalogue } from './catalogue.ts'
import { tr as entries } from './entries/tr.ts'
import { tr as picture } from './picture/tr.ts'
import { tr as settings } from './settings/tr.ts'

export const tr: AdminCatalogue = {
  roles: { owner: 'Defter sahibi', moderator: 'Yardımcı' },
  navigation: {
    label: 'Yönetim sayfaları',
    start: 'Bekleyenler',
    entries: 'Mesajlar',
    log: 'Günlük',
    people: 'Kişiler',
    sign: 'Yaz',
    settings: 'Ayarlar',
    occasion: 'Etkinlik',
    book: 'Deftere bak',
  },
  signedInAs: (name) => `${name} olarak oturum açıldı`,
  leave: 'Oturumu kapat',
  notEncrypted:
    'Bu bağlantı şifrelenmiyor: aynı ağdaki başkaları yazılanları okuyabilir ve sizin yerinize girebilir. Güvendiğiniz bir ağ kullanın ya da deftere bir HTTPS adresi verin.',
  lastKnown:
    'Veritabanı şu anda yanıt vermiyor. Bilinen son durumu görüyorsunuz. Geri gelene kadar hiçbir şey değiştirilemez.',
  hello: (name) => `Merhaba, ${name}`,
  entries,
  enter: {
    link: {
      title: 'Defterle ilgilenin',
      text: 'Bu bağlantı tek bir cihazda, bir kez oturum açar. Burada oturum açmak için düğmeye basın.',
    },
    button: 'Bu cihazda oturum aç',
    how: {
      title: 'Defterle ilgilenenler için',
      text: 'Girmek için bir bağlantı gerekir. Oturumu açık bir defter sahibi bunu “Kişiler” sayfasında oluşturur. Defteri barındıran kişi ise çalıştığı yerde oluşturur:',
    },
    command: 'Terminalde',
    alreadyIn: 'Burada zaten oturum açtınız mı? Yönetim sayfasına gidin',
    left: 'Bu cihazda oturumunuz kapatıldı.',
    refused: {
      title: 'Bu bağlantı (artık) çalışmıyor',
      text: 'Bir bağlantı tek bir cihazda oturum açar ve 15 dakika geçerlidir. Bu bağlantı kullanılmış, süresi dolmuş ya da tam kopyalanmamış. Lütfen yenisini isteyin.',
    },
    tooMany: {
      title: 'Bu bağlantı çalışmıyor',
      text: 'Son bir dakikada çok sayıda yanlış bağlantı denendi. Doğru bir bağlantı yine de çalışır: sizinkinin tam kopyalandığından emin olun ya da yenisini isteyin.',
    },
  },
  people: {
    title: 'Kişiler',
    text: 'Defter sahipleri her şeyi yapabilir. Yardımcılar mesajlar hakkında karar verir.',
    you: 'siz',
    thisDevice: 'bu cihaz',
    unknownDevice: 'Bilinmeyen cihaz',
    lastSeen: (time) => `son görülme: ${time}`,
    noDevices: 'Hiçbir cihazda oturum açık değil.',
    endSession: 'Bu cihazdaki oturumu kapat',
    endAll: 'Tüm oturumları kapat',
    remove: 'Çıkar',
    anotherDevice: 'Başka bir cihaz için bağlantı',
    invite: {
      title: 'Birini içeri alın',
      name: 'Ad',
      role: 'Rol',
      button: 'Bağlantı oluştur',
      empty: 'Lütfen bir ad yazın ki sonradan kim olduğunu bilesiniz.',
      unusable: 'Bu ad kullanılamıyor. Lütfen daha kısa ya da daha basit bir ad yazın.',
      taken: 'Başka bir roldeki biri bu adı zaten taşıyor. Lütfen başka bir ad yazın ya da önce o kişiyi çıkarın.',
    },
    link: {
      title: (name) => `${name} için bir bağlantı`,
      text: 'Tek bir cihazda oturum açar ve 15 dakika geçerlidir. O cihazda açın ya da kamerasını koda tutun. Başka kimseye göstermeyin: ilk açan içeri girer.',
      code: 'QR kodu olarak bağlantı',
    },
    done: {
      ended: 'O cihazdaki oturum kapatıldı.',
      'signed-out': 'Tüm oturumlar kapatıldı. Henüz kullanılmamış bağlantılar artık çalışmıyor.',
      removed: 'Kişi çıkarıldı ve tüm oturumları kapatıldı.',
      gone: 'Bu zaten yapılmıştı.',
    },
  },
  sign: {
    title: 'Defter sahibi olarak yazın',
    text: (name) => `Mesajınız “${name}” imzasını ve defter sahibi işaretini taşır, hemen görünür.`,
    message: 'Mesajınız',
    button: 'Deftere yaz',
    done: 'Mesajınız defterde.',
  },
  settings,
  picture,
  occasion: {
    title: 'Etkinlik günü için',
    text: 'İnsanlar bir araya geldiğinde işe yarayanlar: düğünde, müzede, dernekte.',
  },
  problems: {
    'signed-out': {
      title: 'Oturumunuz açık değil',
      text: 'Hiçbir şey yapılmadı. Lütfen yeni bir bağlantıyla oturum açın.',
    },
    'owners-only': {
      title: 'Bunu yalnızca defter sahipleri yapabilir',
      text: 'Yardımcı olarak oturum açtınız. Lütfen bir defter sahibine sorun.',
    },
    'cross-site': {
      title: 'Bu buradan gönderilmedi',
      text: 'Başka bir siteden gelmiş gibi görünüyor, bu yüzden hiçbir şey yapılmadı. Sizseniz lütfen yönetim sayfasından yapın.',
    },
    stale: {
      title: 'O sayfa çok eskiydi',
      text: 'Son oturum açışınızdan önce açılmıştı, bu yüzden hiçbir şey yapılmadı. Lütfen sayfayı yeniden açıp tekrar deneyin.',
    },
    unreachable: {
      title: 'Yönetim sayfaları kısa bir süre kapalı',
      text: 'Kimin ne yapabileceğini bilen veritabanı yanıt vermiyor. Hiçbir şey değişmedi; lütfen birazdan yeniden deneyin.',
    },
    'not-written': {
      title: 'Hiçbir şey kaydedilmedi',
      text: 'Veritabanı şu anda değişiklik kabul etmiyor. Lütfen birazdan yeniden deneyin.',
    },
    uncertain: {
      title: 'Bunun yapıldığı kesin değil',
      text: 'Veritabanı zamanında onaylamadı. Yeniden denemeden önce lütfen yapılıp yapılmadığına bakın.',
    },
  },
  back: 'Yönetim sayfasına',
}
