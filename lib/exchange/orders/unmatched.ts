import { db } from '@/lib/db/client'
import {
  orderRowsWithoutStudy,
  ordersNamingAny,
  studyRowsWithoutOrder,
  type StudyBesideOrder,
} from '@/lib/db/orders/matching'
import { chooseOrders } from '@/lib/reading/match-order'
import { orderToMatch, studyToMatch } from './match-study'
import type { OrderAnswer, StudyBesideAnswer, UnmatchedAnswer } from './order-answer'
import { orderAnswer, studyAnswer } from './to-answer'

const take = 200
const studyDays = 30

/** Orders whose day has come and that have no images; the latest first. */
export async function ordersWithoutStudy(now = new Date()): Promise<OrderAnswer[]> {
  return (await orderRowsWithoutStudy(db(), { until: dateOf(now), take })).map(orderAnswer)
}

/** Studies of the last thirty days that answer no order; the latest first. */
export async function studiesWithoutOrder(now = new Date()): Promise<StudyBesideAnswer[]> {
  return (await studyRows(now)).map(studyAnswer)
}

function studyRows(now: Date): Promise<StudyBesideOrder[]> {
  const since = new Date(now.getTime() - studyDays * 86_400_000)
  return studyRowsWithoutOrder(db(), { since, take })
}

/**
 * Both, and the pairs that name the same number but were not matched because they contradict: computed anew each time,
 * so that a case is gone as soon as its cause is.
 */
export async function unmatched(now = new Date()): Promise<UnmatchedAnswer> {
  const [orders, studies] = await Promise.all([ordersWithoutStudy(now), studyRows(now)])
  return { orders, studies: studies.map(studyAnswer), cases: await casesOf(studies) }
}

async function casesOf(studies: StudyBesideOrder[]): Promise<UnmatchedAnswer['cases']> {
  const orders = await ordersNamingAny(db(), studies)
  return studies.flatMap((study) =>
    chooseOrders(orders.map(orderToMatch), studyToMatch(study)).cases.flatMap(({ orderId, why }) => {
      const order = orders.find(({ id }) => id === orderId)
      return order ? [{ order: orderAnswer(order), study: studyAnswer(study), why }] : []
    }),
  )
}

function dateOf(now: Date): string {
  const pad = (n: number): string => String(n).padStart(2, '0')
  return `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`
}
