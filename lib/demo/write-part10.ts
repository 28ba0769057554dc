import dcmjs from 'dcmjs'

/** A data set in naturalised form: DICOM keywords to plain values, as dcmjs writes it. */
export type NaturalisedDataSet = Record<string, unknown> & { SOPClassUID: string; SOPInstanceUID: string }

const explicitVrLittleEndian = '1.2.840.10008.1.2.1'
const implementationClassUID = '2.25.280013714938152347160182301239'

/** Writes a data set as a DICOM file (PS3.10), Explicit VR Little Endian, UTF-8. */
export function writePart10(dataSet: NaturalisedDataSet): Uint8Array {
  const { DicomMetaDictionary, DicomDict } = dcmjs.data
  const meta = {
    FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
    MediaStorageSOPClassUID: dataSet.SOPClassUID,
    MediaStorageSOPInstanceUID: dataSet.SOPInstanceUID,
    TransferSyntaxUID: explicitVrLittleEndian,
    ImplementationClassUID: implementationClassUID,
    ImplementationVersionName: 'WETREAD_DEMO',
    _vrMap: {},
  }
  const file = new DicomDict(DicomMetaDictionary.denaturalizeDataset(meta))
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    SpecificCharacterSet: 'ISO_IR 192',
    ...dataSet,
    _vrMap: { PixelData: 'OW' },
  })
  return new Uint8Array(file.write() as ArrayBuffer)
}
