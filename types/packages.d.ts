declare module 'dcmjs'
declare module 'dcmjs-dimse'
declare module 'dcmjs-codecs'
declare module 'dicom-character-set'
