'use client'
import { Integrity } from './integrity'
import { Savings } from './savings'

/** What the archive keeps its bytes in, and whether they are still what they were. */
export function Storage() {
  return (
    <>
      <Integrity />
      <Savings />
    </>
  )
}
