import type * as destinations from '@/lib/exchange/destinations'
import type * as dry from '@/lib/exchange/rules/dry-run'
import type * as rules from '@/lib/exchange/rules/manage-rules'
import type * as transfers from '@/lib/exchange/transfers/manage-transfers'
import type * as seen from '../../_components/exchange/answers'

type Agrees<Sent extends Expected, Expected> = Sent

/** Compiles only while the server sends what the browser expects. */
export type AnswersAgree = [
  Agrees<destinations.DestinationListing, seen.DestinationListing>,
  Agrees<rules.RuleListing, seen.RuleListing>,
  Agrees<dry.DryRun, seen.DryRun>,
  Agrees<transfers.TransfersAnswer, seen.TransfersAnswer>,
]
