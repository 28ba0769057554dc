import { createReadStream } from 'node:fs'
import { readFile, stat, unlink } from 'node:fs/promises'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import { isBlobName } from './blob-format'
import type { BlobPlace, KeptBlob, SealedFile } from './blob-place'
import { plainLengthOr0 } from './local-place'

export interface S3Settings {
  bucket: string
  /** Before every key, with its slash: several archives may share a bucket. */
  prefix: string
  region: string
  /** Of a store that is not Amazon's. */
  endpoint?: string | undefined
  /** The bucket in the path instead of in the host name: what most stores other than Amazon's want. */
  pathStyle: boolean
  /** Without them the SDK's own chain: environment, profile, instance role. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined
}

/** The most that one PUT takes (Amazon S3, "Uploading objects"). */
const largestPut = 5 * 1024 ** 3
const inMemory = 16 * 1024 ** 2
/** Read with the first request, which also tells the size: small blobs need no second one. */
const prefetched = 256 * 1024

/**
 * A bucket of an S3-compatible store: `<prefix>blobs/ab/abcd…` for what is kept, `<prefix>aside/…`. A PUT that was
 * answered is durable; what lies there is encrypted before it leaves this machine.
 * @throws AppError invalid in words when the bucket is not there or not ours to use
 */
export async function openS3Place(settings: S3Settings): Promise<BlobPlace> {
  const { bucket: Bucket, prefix } = settings
  const client = new S3Client({
    region: settings.region,
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
    ...(settings.credentials ? { credentials: settings.credentials } : {}),
    forcePathStyle: settings.pathStyle,
    // Stores other than Amazon's do not all know the newer checksums; the blobs authenticate themselves.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 4,
  })
  await client.send(new HeadBucketCommand({ Bucket })).catch((cause: unknown) => {
    throw new AppError(
      isServiceAnswer(cause) ? 'invalid' : 'unavailable',
      `The bucket ${Bucket} cannot be used: ${reasonOf(cause)}. Check WETREAD_S3_BUCKET, its endpoint and its keys.`,
      { cause },
    )
  })

  const keyOf = (blobName: string): string => {
    if (!isBlobName(blobName)) throw new Error('Not a blob name')
    return `${prefix}blobs/${blobName.slice(0, 2)}/${blobName}`
  }
  const asideKeyOf = (blobName: string): string => `${prefix}aside/${keyOf(blobName).slice(-32)}`

  async function keep(blobName: string, file: string): Promise<void> {
    const { size } = await stat(file)
    if (size > largestPut) throw new AppError('too-large', 'The object store takes objects of up to 5 GiB.')
    // What is in memory can be sent again when the store stumbles; a stream cannot.
    const Body = size <= inMemory ? await readFile(file) : createReadStream(file)
    await answered(
      client.send(new PutObjectCommand({ Bucket, Key: keyOf(blobName), Body, ContentLength: size })),
    )
    await unlink(file)
  }

  async function openKey(Key: string): Promise<SealedFile | null> {
    const start = await rangeOf(Key, 0, prefetched)
    if (!start) return null
    return {
      size: start.size,
      read: async (position, length) => {
        const end = Math.min(position + length, start.size)
        if (end <= start.bytes.length) return start.bytes.subarray(position, end)
        if (position >= end) return Buffer.alloc(0)
        const range = await rangeOf(Key, position, end - position)
        if (!range) throw new AppError('unavailable', 'The object was moved while it was read. Try again.')
        return range.bytes
      },
      close: () => Promise.resolve(),
    }
  }

  async function rangeOf(
    Key: string,
    position: number,
    length: number,
  ): Promise<{ bytes: Buffer; size: number } | null> {
    const Range = `bytes=${position}-${position + length - 1}`
    const answer = await unlessMissing(client.send(new GetObjectCommand({ Bucket, Key, Range })))
    if (!answer) return null
    const bytes = Buffer.from((await answered(answer.Body?.transformToByteArray())) ?? [])
    const size = Number(answer.ContentRange?.split('/')[1] ?? answer.ContentLength ?? bytes.length)
    return { bytes, size }
  }

  async function hasKey(Key: string): Promise<boolean> {
    return (await unlessMissing(client.send(new HeadObjectCommand({ Bucket, Key })))) !== null
  }

  /** @returns false when it is not there */
  async function moveKey(from: string, to: string): Promise<boolean> {
    const CopySource = `${Bucket}/${from}`
    const copied = await unlessMissing(client.send(new CopyObjectCommand({ Bucket, Key: to, CopySource })))
    if (copied) await answered(client.send(new DeleteObjectCommand({ Bucket, Key: from })))
    return copied !== null
  }

  async function* listUnder(Prefix: string): AsyncGenerator<{ blobName: string; at: Date; size: number }> {
    let ContinuationToken: string | undefined
    do {
      const page = await answered(
        client.send(
          new ListObjectsV2Command({ Bucket, Prefix, ...(ContinuationToken ? { ContinuationToken } : {}) }),
        ),
      )
      for (const { Key = '', LastModified = new Date(0), Size = 0 } of page.Contents ?? []) {
        const blobName = Key.slice(-32)
        if (isBlobName(blobName)) yield { blobName, at: LastModified, size: Size }
      }
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
  }

  async function* list(): AsyncGenerator<KeptBlob> {
    for await (const { blobName, at, size } of listUnder(`${prefix}blobs/`)) {
      yield { blobName, modifiedAt: at, byteLength: plainLengthOr0(size) }
    }
  }

  async function listAside(): Promise<{ blobName: string; since: Date }[]> {
    const found: { blobName: string; since: Date }[] = []
    for await (const { blobName, at } of listUnder(`${prefix}aside/`)) found.push({ blobName, since: at })
    return found
  }

  return {
    keep,
    open: async (blobName) => (await openKey(keyOf(blobName))) ?? openKey(asideKeyOf(blobName)),
    has: async (blobName) => (await hasKey(keyOf(blobName))) || hasKey(asideKeyOf(blobName)),
    remove: async (blobName) => {
      await answered(client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(blobName) })))
      await answered(client.send(new DeleteObjectCommand({ Bucket, Key: asideKeyOf(blobName) })))
    },
    list,
    setAside: async (blobName) => void (await moveKey(keyOf(blobName), asideKeyOf(blobName))),
    bringBack: async (blobName) => void (await moveKey(asideKeyOf(blobName), keyOf(blobName))),
    listAside,
  }
}

async function unlessMissing<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request
  } catch (error) {
    if (error instanceof NotFound) return null
    if (isServiceAnswer(error) && error.$metadata.httpStatusCode === 404) return null
    throw storeAway(error)
  }
}

async function answered<T>(request: T | Promise<T>): Promise<T> {
  try {
    return await request
  } catch (error) {
    throw storeAway(error)
  }
}

function storeAway(cause: unknown): AppError {
  return new AppError('unavailable', 'The object store does not answer at the moment. Try again.', { cause })
}

function isServiceAnswer(error: unknown): error is S3ServiceException {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode !== undefined
}

function reasonOf(error: unknown): string {
  return isServiceAnswer(error)
    ? `it answers ${error.$metadata.httpStatusCode} ${error.name}`
    : 'it does not answer'
}
