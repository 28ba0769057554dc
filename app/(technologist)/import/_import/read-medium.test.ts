import { expect, it } from 'vitest'
import { testObject } from '@/lib/archive/test-object'
import { isoOf, zipOf } from '@/lib/dicom/media/media-for-test'
import type { FileVerdict } from '@/lib/dicom/media/verdict'
import { bodyOf } from './blob-source'
import { emptyMedium, readPicked } from './read-medium'

async function read(name: string, bytes: Buffer) {
  const medium = emptyMedium()
  const skipped: FileVerdict[] = []
  await readPicked({ label: name, file: new File([Uint8Array.from(bytes)], name) }, medium, (one) =>
    skipped.push(one),
  )
  return { medium, skipped }
}

it('what was picked is grouped by study, and what is no image is skipped with its reason', async () => {
  const { StudyInstanceUID } = testObject()
  const two = [testObject({ StudyInstanceUID }), testObject({ StudyInstanceUID })]
  const zip = zipOf([
    ...two.map(({ bytes }, at) => ({ name: `IM${at}`, bytes })),
    { name: 'IM2', bytes: testObject().bytes },
    { name: 'a.pdf', bytes: Buffer.from('%PDF-1.7') },
  ])
  const { medium, skipped } = await read('cd.zip', zip)
  expect([...medium.studies.values()].map(({ images }) => images)).toEqual([2, 1])
  expect(medium.studies.get(StudyInstanceUID)).toMatchObject({
    PatientName: 'Geheim^Gerda',
    modalities: ['CR'],
  })
  expect(skipped).toMatchObject([{ label: 'cd.zip › a.pdf', verdict: 'skipped' }])
})

it.each(['zip', 'iso'])('what is sent of a %s are the bytes of the object', async (kind) => {
  const { bytes, dataSet } = testObject()
  const medium = await read(
    kind,
    kind === 'zip'
      ? zipOf([
          { name: 'A', bytes },
          { name: 'B', bytes: dataSet },
        ])
      : isoOf({ files: { A: bytes, B: dataSet } }),
  )
  const bodies = await Promise.all(
    medium.medium.objects.map(async ({ source, file, missingHeader }) =>
      Buffer.from(await (await bodyOf(source, file, missingHeader)).arrayBuffer()),
    ),
  )
  expect(bodies[0]?.equals(bytes)).toBe(true)
  expect(bodies[1]?.subarray(128, 132).toString()).toBe('DICM')
  expect(bodies[1]?.subarray(-dataSet.length).equals(dataSet)).toBe(true)
})
