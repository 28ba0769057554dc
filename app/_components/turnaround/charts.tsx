'use client'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { TurnaroundPoint } from '@/lib/turnaround/turnaround-answer'
import { minutesWords } from './minutes-words'
import { pointLabel } from './point-label'

const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--ink-3)', fontSize: 11 },
  tickLine: false,
} as const
const tooltip = {
  contentStyle: {
    background: 'var(--raised)',
    border: '1px solid var(--line-strong)',
    borderRadius: 5,
    fontSize: 12,
  },
  labelStyle: { color: 'var(--ink)' },
  itemStyle: { color: 'var(--ink-2)' },
  cursor: { fill: 'var(--hover)', stroke: 'var(--line-strong)' },
} as const
const legend = {
  wrapperStyle: { fontSize: 12 },
  formatter: (name: string) => <span className="text-ink-2">{name}</span>,
} as const

/** Times above, numbers below, on one time axis; the table under them holds the same figures. */
export default function Charts({ points, step }: { points: TurnaroundPoint[]; step: 'hour' | 'day' }) {
  const data = points.map((point) => ({
    ...point,
    label: pointLabel(point.at, step),
    inTime: point.final - point.finalLate,
  }))
  return (
    <div className="grid gap-6 lg:grid-cols-2" aria-hidden>
      <figure>
        <figcaption className="mb-1 text-sm text-ink-2">Readable → final</figcaption>
        <ResponsiveContainer width="100%" height={230}>
          <ComposedChart
            accessibilityLayer={false}
            data={data}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="label" {...axis} minTickGap={24} />
            <YAxis
              {...axis}
              width={62}
              tickFormatter={(value: number) => minutesWords(value)}
              allowDecimals={false}
              domain={[0, (most: number) => Math.max(4, most)]}
              axisLine={false}
            />
            <Tooltip
              {...tooltip}
              formatter={(value) => minutesWords(typeof value === 'number' ? value : null)}
            />
            <Legend {...legend} />
            <Line
              name="p90"
              dataKey="p90"
              stroke="var(--ink-3)"
              strokeDasharray="4 3"
              dot={{ r: 2 }}
              connectNulls
              isAnimationActive={false}
            />
            <Line
              name="p50"
              dataKey="p50"
              stroke="var(--accent)"
              strokeWidth={2}
              dot={{ r: 2.5, fill: 'var(--accent)' }}
              connectNulls
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </figure>
      <figure>
        <figcaption className="mb-1 text-sm text-ink-2">Received and finalised</figcaption>
        <ResponsiveContainer width="100%" height={230}>
          <ComposedChart
            accessibilityLayer={false}
            data={data}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis dataKey="label" {...axis} minTickGap={24} />
            <YAxis {...axis} width={36} allowDecimals={false} axisLine={false} />
            <Tooltip {...tooltip} />
            <Legend {...legend} />
            <Bar
              name="final in time"
              dataKey="inTime"
              stackId="final"
              fill="var(--line-strong)"
              maxBarSize={28}
              isAnimationActive={false}
            />
            <Bar
              name="final, overdue"
              dataKey="finalLate"
              stackId="final"
              fill="var(--overdue)"
              maxBarSize={28}
              isAnimationActive={false}
            />
            <Line
              name="received"
              dataKey="received"
              stroke="var(--accent)"
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </figure>
    </div>
  )
}
