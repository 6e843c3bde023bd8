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
import type { PostRules } from './http/post-rules.ts'
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
import { type AddEntry, createAddEntry } from './signing/add-entry.ts'
import { createOwnEntries, type OwnEntries } from './signing/own-entries.ts'
import { PostLimits } from './signing/post-limits.ts'
import { EntryWays } from './topology/entry-ways.ts'
import { getTopology } from './topology/get-topology.ts'
import { getWall } from './wall/get-wall.ts'

/** Strangers sign on a tablet one after another. The network around it has a limit of its own. */
const PER_MINUTE_AND_TABLET = 30

/** Adds all routes. Those for GET also answer HEAD. */
export async function addRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { configuration, book, feed, settings, contextOf } = parts
  const { publicUrl } = configuration
  const limits = new PostLimits({ perMinute: configuration.rateLimit, perDay: configuration.bookLimit })
  const tabletLimits = new PostLimits({ perMinute: PER_MINUTE_AND_TABLET, perDay: configuration.bookLimit })
  const writing = createWriting(parts, limits)
  const ways = new EntryWays(feed)
  const signing: Signing = {
    addEntry: ways.measure(createAddEntry(writing)),
    own: createOwnEntries(writing),
    rules: { limits, publicUrl },
  }

  await describeApi(app, { publicUrl, version: parts.version })
  getOpenApi(app, '/openapi.json')
  await app.register((forms) => addPages(forms, parts, signing))
  await app.register((api) => addApi(api, parts, signing))
  const addTopology = (to: FastifyInstance) =>
    getTopology(to, TOPOLOGY_PATH, { book, ways, contextOf, headers: parts.headers })
  if (configuration.topology === 'public') addTopology(app)
  if (configuration.admin) {
    await addAdmin(app, parts, {
      addEntry: signing.addEntry,
      addGuarded: (guarded) => {
        if (configuration.topology === 'owner') addTopology(guarded)
        getPrint(guarded, PRINT_PATH, parts)
        getCards(guarded, CARDS_PATH, { settings, contextOf, publicUrl })
      },
    })
  }
  await addKiosk(app, parts, {
    addEntry: ways.measure(createAddEntry({ ...writing, limits: tabletLimits })),
    limits: tabletLimits,
  })
  getWall(app, WALL_PATH, { feed, settings, contextOf })
  getLive(app, LIVE_PATH, parts)
  getFeed(app, FEED_PATH, parts)
  getQr(app, QR_PATH, { publicUrl })
  getLiveness(app, LIVENESS_PATH)
  getReadiness(app, READINESS_PATH, parts)
  await addFiles(app, parts)
}

interface Signing {
  readonly addEntry: AddEntry
  readonly own: OwnEntries
  readonly rules: PostRules
}

function createWriting({ configuration, book, feed, reader, metrics }: AppParts, limits: PostLimits) {
  const countWrite: Metrics['countWrite'] = (write) => metrics.countWrite(write)
  return { book, feed, reader, limits, holdAbove: configuration.holdAbove, countWrite }
}

async function addPages(forms: FastifyInstance, parts: AppParts, { addEntry, own, rules }: Signing): Promise<void> {
  const { configuration, book, reader, pages } = parts
  const findKeeper = configuration.admin ? createKeeperFinder({ book, publicUrl: rules.publicUrl }) : undefined
  await acceptForms(forms)
  getBookPage(forms, BOOK_PATH, { ...parts, findKeeper })
  postForm(forms, BOOK_PATH, { addEntry, rules, pages })
  getEntryPage(forms, entryPath(':id'), parts)
  getSignature(forms, signaturePath(':id'), { reader })
  getChangePage(forms, changePath(':id'), parts)
  postChange(forms, changePath(':id'), { own, rules, pages })
  getTakeBackPage(forms, takeBackPath(':id'), parts)
  postTakeBack(forms, takeBackPath(':id'), { own, rules, pages })
  postWithdraw(forms, withdrawPath(':id'), { own, rules, pages })
}

async function addApi(api: FastifyInstance, { reader }: AppParts, { addEntry, own, rules }: Signing): Promise<void> {
  await acceptJson(api)
  getEntries(api, API_ENTRIES_PATH, { reader })
  getEntry(api, `${API_ENTRIES_PATH}/:id`, { reader })
  postEntry(api, API_ENTRIES_PATH, { addEntry, rules })
  putEntry(api, `${API_ENTRIES_PATH}/:id`, { own, rules })
  deleteEntry(api, `${API_ENTRIES_PATH}/:id`, { own, rules })
  deleteWaiting(api, `${API_WAITING_PATH}/:id`, { own, rules })
}

async function addFiles(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { assets, settings, configuration } = parts
  await getAssets(app, ASSETS_PATH, { directory: parts.assetsDirectory })
  getFavicon(app, '/favicon.ico', { assets })
  getPicture(app, PICTURE_PATH, { settings })
  getWebManifest(app, WEB_MANIFEST_PATH, { settings, assets })
  getRobots(app, '/robots.txt', { noindex: configuration.noindex, base: basePathOf(configuration.publicUrl) })
}
