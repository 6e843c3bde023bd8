import type { WallText } from './catalogue.ts'

export const ja: WallText = {
  offer: {
    title: 'ウォール',
    text: 'プロジェクター用に、メッセージを 1 件ずつ大きく映します。新しいメッセージは自動で現れます。キーの説明は ? で表示され、表示時間は設定で変えられます。',
  },
  sign: 'スマートフォンから書けます',
  code: 'この芳名帳のアドレスの QR コード',
  lastOne: '{entries}、最新は{time}',
  paused: '一時停止中',
  keys: { space: 'スペース', pause: '一時停止・再開', turn: '前後に移動', help: 'この説明の表示・非表示' },
  sleep:
    'ここではブラウザーが画面をつけたままにできません。このパソコンの設定でスクリーンセーバーとスリープを切ってください。',
}
