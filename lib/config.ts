import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

/** "10.0.0.1, 10.0.0.2" */
const addressList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== ''),
  )
  .refine((list) => list.every((address) => isIP(address) !== 0), 'Write IP addresses, with commas between.')

const environment = z.object({
  DATABASE_URL: z.string().min(1),
  WETREAD_DATA: z.string().default('.data'),
  WETREAD_HOST: z.string().default('127.0.0.1'),
  WETREAD_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  WETREAD_DICOM_HOST: z.string().optional(),
  WETREAD_DICOM_PORT: z.coerce.number().int().min(0).max(65_535).default(11_112),
  /** DICOM TLS (PS3.15 B.12) on a port of its own; without it there is none. */
  WETREAD_DICOM_TLS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  WETREAD_DICOM_TLS_KEY: z.string().optional(),
  WETREAD_DICOM_TLS_CERT: z.string().optional(),
  WETREAD_DICOM_TLS_CA: z.string().optional(),
  WETREAD_AE_TITLE: z.string().min(1).max(16).default('WETREAD'),
  WETREAD_PUBLIC_URL: z.url().optional(),
  WETREAD_MASTER_KEY: z.string().optional(),
  WETREAD_MODELS: z.string().default('models'),
  /** Seconds without a new image after which a projection radiograph, or any other study, has settled. */
  WETREAD_QUIET_SECONDS_PROJECTION: z.coerce.number().min(0).max(3600).default(1),
  WETREAD_QUIET_SECONDS: z.coerce.number().min(0).max(3600).default(4),
  /** Each stored object is read back and compared with its digest once in so many days; 0: never. */
  WETREAD_VERIFY_DAYS: z.coerce.number().min(0).max(3650).default(30),
  /** Lossless re-encoding at rest of uncompressed images that have lain for so many days. */
  WETREAD_REENCODE: z.enum(['off', 'htj2k', 'jpeg-ls']).default('off'),
  WETREAD_REENCODE_AFTER_DAYS: z.coerce.number().min(0).max(36_500).default(30),
  /** What a terabyte of storage costs in a month, to say what is saved. */
  WETREAD_STORAGE_PRICE: z.coerce.number().min(0).optional(),
  WETREAD_STORAGE_CURRENCY: z.string().min(1).max(8).default('EUR'),
  /** For so many days what was deleted, discarded or rejected can be had back; then its bytes are removed. */
  WETREAD_UNDO_DAYS: z.coerce.number().min(0).max(3650).default(30),
  /** How much contradicting data is set aside for a person to decide on; beyond it is refused. */
  WETREAD_QUARANTINE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(20 * 1024 ** 3),
  /** Whether a Key Object Selection that rejects images (IHE IOCM) hides them. */
  WETREAD_ACCEPT_REJECTION_NOTES: z.enum(['true', 'false']).default('true'),
  /** Whether a scanner sees only its own steps on the modality worklist, whatever it asks for. */
  WETREAD_WORKLIST_OWN_STATION: z.enum(['true', 'false']).default('false'),
  WETREAD_CLAIM_MINUTES: z.coerce.number().min(0.02).max(240).default(10),
  WETREAD_IDLE_MINUTES: z.coerce.number().min(1).max(720).default(60),
  WETREAD_TRUSTED_PROXIES: addressList.default([]),
  WETREAD_MAX_INSTANCE_BYTES: z.coerce
    .number()
    .int()
    .default(2 * 1024 ** 3),
  /** Where new blobs go: the data folder, or the bucket. */
  WETREAD_STORAGE: z.enum(['local', 's3']).default('local'),
  /** Where blobs go that are hardly ever asked for: a folder, or "s3"; empty: nowhere. */
  WETREAD_COLD_STORAGE: z.string().default(''),
  WETREAD_S3_BUCKET: z.string().optional(),
  WETREAD_S3_PREFIX: z
    .string()
    .regex(/^([\w.-]+\/)*$/, 'End it with a slash: archive/')
    .default(''),
  WETREAD_S3_ENDPOINT: z.url().optional(),
  WETREAD_S3_REGION: z.string().default('us-east-1'),
  WETREAD_S3_PATH_STYLE: z.enum(['true', 'false']).default('true'),
  WETREAD_S3_ACCESS_KEY_ID: z.string().optional(),
  WETREAD_S3_SECRET_ACCESS_KEY: z.string().optional(),
  WETREAD_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface ReencodeConfig {
  codec: 'htj2k' | 'jpeg-ls'
  afterDays: number
}

export interface Config {
  databaseUrl: string
  dataDir: string
  host: string
  port: number
  dicomHost: string
  dicomPort: number
  /** Files of our key and certificate, and of the authority that vouches for peers. */
  dicomTls: DicomTlsConfig | null
  aeTitle: string
  publicUrl: string
  masterKey: string | undefined
  modelsDir: string
  quietSecondsProjection: number
  quietSeconds: number
  verifyDays: number
  /** null: images stay as they came. */
  reencode: ReencodeConfig | null
  storagePrice: { perTerabyteMonth: number; currency: string } | null
  undoDays: number
  quarantineBytes: number
  acceptRejectionNotes: boolean
  worklistOwnStation: boolean
  claimMinutes: number
  idleMinutes: number
  /** Reverse proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  maxInstanceBytes: number
  storage: 'local' | 's3'
  coldStorage: string
  s3: S3Config | null
  logLevel: z.infer<typeof environment>['WETREAD_LOG_LEVEL']
}

export interface DicomTlsConfig {
  /** null: peers are dialled over TLS, but there is no secure listener. */
  port: number | null
  keyFile: string
  certFile: string
  caFile: string | undefined
}

export interface S3Config {
  bucket: string
  prefix: string
  region: string
  endpoint: string | undefined
  pathStyle: boolean
  /** undefined: the SDK looks for them (environment, profile, role of the machine). */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

/**
 * Reads the process environment (`.env.example` documents each name).
 * @throws Error naming the variable that is missing or wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const first = parsed.error.issues[0]
    throw new Error(
      `Setting ${first?.path.join('.') ?? ''} is not usable: ${first?.message ?? 'unknown reason'}`,
    )
  }
  const e = parsed.data
  return {
    databaseUrl: e.DATABASE_URL,
    dataDir: path.resolve(e.WETREAD_DATA),
    host: e.WETREAD_HOST,
    port: e.WETREAD_PORT,
    dicomHost: e.WETREAD_DICOM_HOST ?? e.WETREAD_HOST,
    dicomPort: e.WETREAD_DICOM_PORT,
    dicomTls: dicomTlsOf(e),
    aeTitle: e.WETREAD_AE_TITLE,
    publicUrl: e.WETREAD_PUBLIC_URL ?? `http://${e.WETREAD_HOST}:${e.WETREAD_PORT}`,
    masterKey: e.WETREAD_MASTER_KEY,
    modelsDir: path.resolve(e.WETREAD_MODELS),
    quietSecondsProjection: e.WETREAD_QUIET_SECONDS_PROJECTION,
    quietSeconds: e.WETREAD_QUIET_SECONDS,
    verifyDays: e.WETREAD_VERIFY_DAYS,
    reencode:
      e.WETREAD_REENCODE === 'off'
        ? null
        : { codec: e.WETREAD_REENCODE, afterDays: e.WETREAD_REENCODE_AFTER_DAYS },
    storagePrice:
      e.WETREAD_STORAGE_PRICE === undefined
        ? null
        : { perTerabyteMonth: e.WETREAD_STORAGE_PRICE, currency: e.WETREAD_STORAGE_CURRENCY },
    undoDays: e.WETREAD_UNDO_DAYS,
    quarantineBytes: e.WETREAD_QUARANTINE_BYTES,
    acceptRejectionNotes: e.WETREAD_ACCEPT_REJECTION_NOTES === 'true',
    worklistOwnStation: e.WETREAD_WORKLIST_OWN_STATION === 'true',
    claimMinutes: e.WETREAD_CLAIM_MINUTES,
    idleMinutes: e.WETREAD_IDLE_MINUTES,
    trustedProxies: e.WETREAD_TRUSTED_PROXIES,
    maxInstanceBytes: e.WETREAD_MAX_INSTANCE_BYTES,
    storage: e.WETREAD_STORAGE,
    coldStorage: e.WETREAD_COLD_STORAGE === 's3' ? 's3' : absoluteOrNone(e.WETREAD_COLD_STORAGE),
    s3: s3Of(e),
    logLevel: e.WETREAD_LOG_LEVEL,
  }
}

function absoluteOrNone(folder: string): string {
  return folder === '' ? '' : path.resolve(folder)
}

function dicomTlsOf(e: z.infer<typeof environment>): DicomTlsConfig | null {
  const { WETREAD_DICOM_TLS_PORT: port = null, WETREAD_DICOM_TLS_KEY, WETREAD_DICOM_TLS_CERT } = e
  if (!WETREAD_DICOM_TLS_KEY || !WETREAD_DICOM_TLS_CERT) {
    if (port === null) return null
    throw new Error('Setting WETREAD_DICOM_TLS_PORT needs WETREAD_DICOM_TLS_KEY and WETREAD_DICOM_TLS_CERT.')
  }
  return {
    port,
    keyFile: WETREAD_DICOM_TLS_KEY,
    certFile: WETREAD_DICOM_TLS_CERT,
    caFile: e.WETREAD_DICOM_TLS_CA,
  }
}

function s3Of(e: z.infer<typeof environment>): S3Config | null {
  if (e.WETREAD_S3_BUCKET === undefined) return null
  const { WETREAD_S3_ACCESS_KEY_ID: accessKeyId, WETREAD_S3_SECRET_ACCESS_KEY: secretAccessKey } = e
  return {
    bucket: e.WETREAD_S3_BUCKET,
    prefix: e.WETREAD_S3_PREFIX,
    region: e.WETREAD_S3_REGION,
    endpoint: e.WETREAD_S3_ENDPOINT,
    pathStyle: e.WETREAD_S3_PATH_STYLE === 'true',
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  }
}
