/** A grey image as models take it: modality values, more meaning brighter, row by row. */
export interface GreyImage {
  rows: number
  columns: number
  values: Float32Array
}
