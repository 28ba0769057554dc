/** One element where it lies in the bytes; the value is decoded only when asked for. */
export interface DataElement {
  tag: string
  vr: string
  /** Of the value. */
  offset: number
  /** Of the value; -1 for encapsulated pixel data whose end was not looked for. */
  length: number
  /** Of a sequence. */
  items?: DataSet[]
  /** Encapsulated pixel data: the value is fragments. */
  encapsulated?: true
}

/** A data set or sequence item as `walkDataSet` found it. */
export interface DataSet {
  elements: Map<string, DataElement>
  bigEndian: boolean
  /** The enclosing data set: character set and pixel representation are inherited (PS3.5 6.1.2.5.1). */
  parent: DataSet | null
}
