import type { KioskText } from './catalogue.ts'

export const tr: KioskText = {
  offer: {
    title: 'Konuklar için tablet',
    text: 'Kapıda ya da masada duran bir tablet için: konuklar sırayla yazar, birinden sonrakine hiçbir şey kalmaz.',
  },
  write: 'Yazmak için dokunun',
  leave: 'Vazgeç',
  stillThere: { title: 'Hâlâ burada mısınız?', text: 'Yoksa bu sayfadaki her şey silinir.' },
  goOn: 'Devam et',
  thanks: 'Teşekkürler!',
  published: 'Sözleriniz defterde.',
  waiting: 'Sözleriniz, defterin sahibi okuyunca görünecek.',
  unsent: {
    title: 'Henüz defterde değil',
    text: 'Deftere ulaşılamıyor. Sözleriniz bu tablette kalır ve ulaşana kadar gönderilir. Gerisini tablete bırakabilirsiniz.',
  },
  kept: 'Henüz gönderilmedi: {number}. Lütfen bu tableti açık bırakın.',
  clearsItself: 'Bu sayfa beş dakika sonra kendiliğinden temizlenir.',
  enter: {
    title: 'Konuk defterini bu tablette aç',
    text: 'Konuklar sırayla yazabilir. Burada başka bir şey yapılamaz.',
    button: 'Aç',
    refused: {
      title: 'Bu bağlantı çalışmıyor',
      text: 'Zaten kullanılmış ya da 15 dakikadan eski. Defterin sahibi yenisini oluşturabilir.',
    },
    tooMany: { title: 'Çok fazla bağlantı denendi', text: 'Lütfen bir dakika sonra yeniden deneyin.' },
  },
  notOpen: { title: 'Bu tablet konuklara açık değil', text: 'Defterin sahibi onu açan bir bağlantı oluşturabilir.' },
  unreachable: { title: 'Deftere ulaşılamıyor', text: 'Bu sayfa kendiliğinden yeniden dener.' },
  tablets: {
    text: 'Bağlantıyı tablette açın. Ayarlarında ekranın açık kalmasını sağlayın ve konuklar ayrılmasın diye bu sayfayı sabitleyin.',
    title: 'Açık tabletler',
    none: 'Açık tablet yok.',
    close: 'Kapat',
    closed: 'O tablet kapatıldı.',
    gone: 'O tablet zaten kapatılmıştı.',
    name: 'Nerede duruyor',
    button: 'Bağlantı oluştur',
    empty: 'Ötekilerden ayırt edebilmek için tabletin nerede durduğunu yazın.',
    link: {
      title: (name) => `${name} için bir bağlantı`,
      text: 'Bir tableti açar ve 15 dakika geçerlidir. Orada açın ya da kamerasını koda tutun.',
    },
  },
}
