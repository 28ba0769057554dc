'use client'
import { useQuery } from '@tanstack/react-query'
import { PiggyBank } from 'lucide-react'
import { callApi } from '../api-client'
import { byteWords } from '../byte-words'
import { Section } from '../section'
import { EmptyState } from '../ui/empty-state'
import { Table } from '../ui/table'
import { Td } from '../ui/td'
import { Th } from '../ui/th'
import type { SavingsAnswer } from './answers'
import { QueryStates } from './query-states'

/** What compressing images at rest saves, by month and in money. */
export function Savings() {
  const query = useQuery({
    queryKey: ['admin', 'storage', 'savings'],
    queryFn: ({ signal }) => callApi<SavingsAnswer>('GET', '/api/admin/storage', { signal }),
    refetchInterval: 60_000,
  })
  return (
    <Section
      title="Space saved"
      note="Uncompressed images are compressed on the disk without loss, and proved to come back bit for bit."
    >
      <QueryStates query={query} loading="Loading what was saved">
        {(savings) => (savings.months.length > 0 ? <Saved {...savings} /> : <Nothing {...savings} />)}
      </QueryStates>
    </Section>
  )
}

function Nothing({ reencode }: SavingsAnswer) {
  return (
    <EmptyState
      icon={PiggyBank}
      title={reencode ? 'Nothing has been compressed yet' : 'Compression at rest is off'}
      compact
    >
      {reencode
        ? `Images that are not compressed follow ${daysWords(reencode.afterDays)} after they came.`
        : 'Set WETREAD_REENCODE to htj2k or jpeg-ls and restart; .env.example says more.'}
    </EmptyState>
  )
}

function Saved({ months, savedBytes, savedPerMonth, price, reencode }: SavingsAnswer) {
  return (
    <>
      <p className="mb-3">
        <span className="font-medium">{byteWords(savedBytes)}</span> are free because of it
        {price && savedPerMonth !== null
          ? `: ${moneyWords(savedPerMonth, price.currency)} a month at ${moneyWords(price.perTerabyteMonth, price.currency)} for a terabyte.`
          : '. Set WETREAD_STORAGE_PRICE to see it in money.'}
        {reencode ? '' : ' It is off now; what is compressed stays so.'}
      </p>
      <Table label="Space saved by month">
        <thead>
          <tr>
            <Th>Month</Th>
            <Th className="text-right">Images</Th>
            <Th className="text-right">Saved</Th>
            {price ? <Th className="text-right">Each month</Th> : null}
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, instances, savedBytes: saved }) => (
            <tr key={month}>
              <Td>{month}</Td>
              <Td className="text-right">{instances.toLocaleString('en-GB')}</Td>
              <Td className="text-right">{byteWords(saved)}</Td>
              {price ? (
                <Td className="text-right">
                  {moneyWords((saved / 1e12) * price.perTerabyteMonth, price.currency)}
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}

function daysWords(days: number): string {
  return days === 1 ? 'a day' : `${days.toLocaleString('en-GB')} days`
}

function moneyWords(amount: number, currency: string): string {
  return `${amount.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency}`
}
