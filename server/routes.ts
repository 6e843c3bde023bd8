import type { FastifyInstance } from 'fastify'
import { addAdmin } from './admin/admin.ts'
import { CARDS_PATH } from './admin/paths.ts'
import { createKeeperFinder } from './admin/visiting-keeper.ts'
import type { AppParts } from './app-parts.ts'
import { ASSETS_PATH } from './assets.ts'
import {
  API_ENTRIES_PATH,
  API_WAITING_PATH,
  BOOK_PATH,
  changePath,
  entryPath,
  FEED_PATH,
  LIVE_PATH,
  PICTURE_PATH,
  PRINT_PATH,
  QR_PATH,
  signaturePath,
  TOPOLOGY_PATH,
  takeBackPath,
  WALL_PATH,
  WEB_MANIFEST_PATH,
  withdrawPath,
} from './common/paths.ts'
import { basePathOf } from './http/base-path.ts'
import { LIVENESS_PATH, READINESS_PATH } from './http/probe-paths.ts'
import { addKiosk } from './kiosk/kiosk.ts'
import { describeApi, getOpenApi } from './openapi.ts'
import type { Metrics } from './operations/metrics.ts'
import { getCards } from './paper/get-cards.ts'
import { getPrint } from './paper/get-print.ts'
import { getAssets, getFavicon, getRobots } from './routes/assets.ts'
import { getFeed } from './routes/atom.ts'
import { getBookPage } from './routes/book-page.ts'
import { acceptJson, getEntries, getEntry, postEntry } from './routes/entries.ts'
import { getEntryPage } from './routes/entry-page.ts'
import { getLive } from './routes/live.ts'
import { deleteEntry, deleteWaiting, putEntry } from './routes/own-entries.ts'
import { getChangePage, getTakeBackPage, postChange, postTakeBack, postWithdraw } from './routes/own-entry-pages.ts'
import { getPicture } from './routes/picture.ts'
import { postForm } from './routes/post-form.ts'
import { acceptForms } from './routes/posted-form.ts'
import { getLiveness, getReadiness } from './routes/probes.ts'
import { getQr } from './routes/qr.ts'
import { getSignature } from './routes/signature.ts'
import { getWebManifest } from './routes/web-manifest.ts'
import { createAddEntry } from './signing/add-entry.ts'
import { createOwnEntries } from './signing/own-entries.ts'
import { PostLimits } from './signing/post-limits.ts'
import { EntryWays } from './topology/entry-ways.ts'
import { getTopology } from './topology/get-topology.ts'
import { getWall } from './wall/get-wall.ts'

/** Strangers sign on a tablet one after another. The network around it has a limit of its own. */
const PER_MINUTE_AND_TABLET = 30

/** Adds all routes. Those for GET also answer HEAD. */
export async function addRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { configuration, version, settings, book, feed, reader, metrics, contextOf, pages, assets } = parts
  const { publicUrl, noindex } = configuration
  const limits = new PostLimits({ perMinute: configuration.rateLimit, perDay: configuration.bookLimit })
  const countWrite: Metrics['countWrite'] = (write) => metrics.countWrite(write)
  const writing = { book, feed, reader, limits, holdAbove: configuration.holdAbove, countWrite }
  const ways = new EntryWays(feed)
  const addEntry = ways.measure(createAddEntry(writing))
  const topology = { book, ways, contextOf, headers: parts.headers }
  const own = createOwnEntries(writing)
  const rules = { limits, publicUrl }
  const findKeeper = configuration.admin ? createKeeperFinder({ book, publicUrl }) : undefined

  await describeApi(app, { publicUrl, version })
  getOpenApi(app, '/openapi.json')

  await app.register(async (forms) => {
    await acceptForms(forms)
    getBookPage(forms, BOOK_PATH, { book, feed, reader, pages, settings, findKeeper })
    postForm(forms, BOOK_PATH, { addEntry, rules, pages })
    getEntryPage(forms, entryPath(':id'), { feed, reader, pages })
    getSignature(forms, signaturePath(':id'), { reader })
    getChangePage(forms, changePath(':id'), { feed, reader, pages })
    postChange(forms, changePath(':id'), { own, rules, pages })
    getTakeBackPage(forms, takeBackPath(':id'), { feed, reader, pages })
    postTakeBack(forms, takeBackPath(':id'), { own, rules, pages })
    postWithdraw(forms, withdrawPath(':id'), { own, rules, pages })
  })
  await app.register(async (api) => {
    await acceptJson(api)
    getEntries(api, API_ENTRIES_PATH, { reader })
    getEntry(api, `${API_ENTRIES_PATH}/:id`, { reader })
    postEntry(api, API_ENTRIES_PATH, { addEntry, rules })
    putEntry(api, `${API_ENTRIES_PATH}/:id`, { own, rules })
    deleteEntry(api, `${API_ENTRIES_PATH}/:id`, { own, rules })
    deleteWaiting(api, `${API_WAITING_PATH}/:id`, { own, rules })
  })
  if (configuration.topology === 'public') getTopology(app, TOPOLOGY_PATH, topology)
  if (configuration.admin) {
    await addAdmin(app, parts, {
      addEntry,
      addGuarded: (guarded) => {
        if (configuration.topology === 'owner') getTopology(guarded, TOPOLOGY_PATH, topology)
        getPrint(guarded, PRINT_PATH, { book, reader, settings, contextOf, requestLog: parts.requestLog })
        getCards(guarded, CARDS_PATH, { settings, contextOf, publicUrl })
      },
    })
  }
  getWall(app, WALL_PATH, { feed, settings, contextOf })
  const tablets = new PostLimits({ perMinute: PER_MINUTE_AND_TABLET, perDay: configuration.bookLimit })
  await addKiosk(app, parts, {
    addEntry: ways.measure(createAddEntry({ ...writing, limits: tablets })),
    limits: tablets,
  })
  getLive(app, LIVE_PATH, parts)
  getFeed(app, FEED_PATH, { reader, settings })
  getQr(app, QR_PATH, { publicUrl })

  getLiveness(app, LIVENESS_PATH)
  getReadiness(app, READINESS_PATH, { book, feed, isDraining: parts.isDraining })

  await getAssets(app, ASSETS_PATH, { directory: parts.assetsDirectory })
  getFavicon(app, '/favicon.ico', { assets })
  getPicture(app, PICTURE_PATH, { settings })
  getWebManifest(app, WEB_MANIFEST_PATH, { settings, assets })
  getRobots(app, '/robots.txt', { noindex, base: basePathOf(publicUrl) })
}
