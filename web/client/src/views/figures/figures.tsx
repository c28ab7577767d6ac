import { useCallback } from 'preact/hooks'
import type { Figures, MonthTimes } from '../../generated/gwarchod/v1/figures_pb'
import {
  monthsOf,
  stageSeries,
  strandSeries,
  sum,
  themeSeries,
  timesByMonth,
  totals,
  years,
} from '../../model/figures'
import type { Month, Series } from '../../model/figures'
import type { Saying } from '../../i18n'
import { sayings } from '../../i18n'
import { useApp, useSaying } from '../../state/app'
import { useAsked } from '../../state/use-asked'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { whyNot } from '../parts/words'
import { FigureSection } from './figure-section'
import { Multiples } from './multiples'
import { Stacked } from './stacked'
import { Times } from './times'

/** Figures for the sub-group, over all providers: each told, drawn, as a table, and as a file. */
export function FiguresPage() {
  const { saying, api } = useApp()
  const { t } = saying
  const ask = useCallback(() => api.figures(), [api])
  const { answer, again } = useAsked(ask)
  return (
    <>
      <Heading title={t('figures.title')}>{t('figures.title')}</Heading>
      {!answer ? (
        <Loading />
      ) : answer.kind === 'ok' ? (
        <Shown figures={answer.value} />
      ) : (
        <Failed text={whyNot(answer, saying)} again={again} />
      )}
    </>
  )
}

function Shown({ figures }: { readonly figures: Figures }) {
  const saying = useSaying()
  const { t } = saying
  const months = monthsOf(figures)
  if (months.length === 0) return <p class="govuk-body">{t('figures.nothing')}</p>
  const unsaid = { en: sayings.en.t('figures.noTheme'), cy: sayings.cy.t('figures.noTheme') }
  const none = { $typeName: 'gwarchod.v1.Text', ...unsaid } as const
  return (
    <>
      <p class="govuk-body">
        {t('figures.lead', {
          from: saying.monthName(`${figures.from}-01`),
          day: saying.longDay(figures.asOf),
        })}
      </p>
      <Stages months={months} series={stageSeries(figures)} />
      <Concerns of="strands" months={months} series={strandSeries(figures)} />
      <Concerns of="themes" months={months} series={themeSeries(figures, none)} />
      <HowLong of="acknowledged" months={months} sent={figures.acknowledged} />
      <HowLong of="decided" months={months} sent={figures.decided} />
    </>
  )
}

interface SeriesProps {
  readonly months: readonly Month[]
  readonly series: readonly Series[]
}

// As the board has them; higher than the last is as the last.
const stageColours = ['#626a6e', '#1a65a6', '#a67c00', '#c25a12', '#b8203a', '#7a1f6a'] as const
const offLadderColour = '#2a7f86'
const strandColours = ['#16404d', '#b8203a', '#a67c00', '#1a65a6', '#7a1f6a', '#2a7f86'] as const

function asColumns(series: readonly Series[], nameOf: (each: Series) => string) {
  return series.map((each) => ({ name: nameOf(each), cells: each.values.map(String) }))
}

function Stages({ months, series }: SeriesProps) {
  const saying = useSaying()
  const { t } = saying
  const nameOf = (each: Series) => saying.stage(each.stage)
  // The lowest stage holds most providers: drawn, it would leave no room for what is looked for.
  const above = series.filter(
    (each) => each.stage && (each.stage.level > 0 || each.stage.offLadder),
  )
  const lowest = series.find((each) => !above.includes(each))
  const shown = totals(above)
  const all = totals(series)
  const colours = above.map(({ stage }) =>
    stage?.offLadder
      ? offLadderColour
      : (stageColours[Math.min(stage?.level ?? 0, stageColours.length - 1)] ?? '#444'),
  )
  const says = t('figures.stages.says', {
    count: shown.at(-1) ?? 0,
    all: all.at(-1) ?? 0,
    lowest: lowest ? nameOf(lowest) : '',
  })
  const before = t('figures.stages.before', { count: shown.at(-13) ?? 0 })
  return (
    <FigureSection
      of="stages"
      says={[months.length > 12 ? `${says} ${before}` : says]}
      note={t('figures.stages.note', { lowest: lowest ? nameOf(lowest) : '' })}
      months={months}
      columns={asColumns(series, nameOf)}
    >
      <Stacked
        id="stages"
        months={months}
        series={above}
        colours={colours}
        names={above.map(nameOf)}
      />
    </FigureSection>
  )
}

function Concerns({ of, months, series }: SeriesProps & { readonly of: 'strands' | 'themes' }) {
  const saying = useSaying()
  const { t } = saying
  const nameOf = (each: Series) => saying.words(each.name) || each.id
  const [most] = series
    .filter((each) => each.id !== '')
    .sort((left, right) => years(right.values).last - years(left.values).last)
  const { last, before } = years(totals(series))
  const says = [
    ...(of === 'strands' ? [t('figures.strands.says', { count: last, before })] : []),
    ...(most && years(most.values).last > 0
      ? [t(`figures.${of}.most`, { name: nameOf(most), count: years(most.values).last })]
      : []),
  ]
  const names = series.map(nameOf)
  return (
    <FigureSection
      of={of}
      says={[says.join(' ')]}
      note={t(`figures.${of}.note`)}
      months={months}
      columns={asColumns(series, nameOf)}
    >
      {of === 'strands' ? (
        <Stacked id={of} months={months} series={series} colours={strandColours} names={names} />
      ) : (
        <Multiples months={months} series={series} names={names} />
      )}
    </FigureSection>
  )
}

interface TimesProps {
  readonly of: 'acknowledged' | 'decided'
  readonly months: readonly Month[]
  readonly sent: readonly MonthTimes[]
}

function HowLong({ of, months, sent }: TimesProps) {
  const saying = useSaying()
  const { t } = saying
  const times = timesByMonth(sent, months)
  const number = (value: number | undefined) =>
    value === undefined || value < 0 ? t('figures.none') : String(value)
  const column = (name: string, cell: (each: MonthTimes | undefined) => string) => ({
    name,
    cells: times.map(cell),
  })
  return (
    <FigureSection
      of={of}
      says={[timesInWords(of, times, months, saying)]}
      note={t(`figures.${of}.note`)}
      months={months}
      columns={[
        column(t(`figures.${of}.begun`), (each) => String(each?.begun ?? 0)),
        column(t(`figures.${of}.ended`), (each) => String(each?.ended ?? 0)),
        column(t('figures.medianDays'), (each) => number(each?.medianDays)),
        column(t('figures.longestDays'), (each) => number(each?.longestDays)),
      ]}
    >
      <Times months={months} times={times} />
    </FigureSection>
  )
}

/** The last year in words, and the latest month of which anything has ended. */
function timesInWords(
  of: 'acknowledged' | 'decided',
  times: readonly (MonthTimes | undefined)[],
  months: readonly Month[],
  saying: Saying,
): string {
  const { t } = saying
  const lastYear = times.slice(-12)
  const begun = sum(lastYear.map((each) => each?.begun ?? 0))
  const ended = sum(lastYear.map((each) => each?.ended ?? 0))
  const says = t(`figures.${of}.says`, { count: begun, ended })
  const at = times.findLastIndex((each) => (each?.ended ?? 0) > 0)
  const latest = times[at]
  if (!latest) return says
  return `${says} ${t('figures.latest', {
    month: saying.monthName(`${months[at] ?? ''}-01`),
    median: t('figures.days', { count: latest.medianDays }),
    longest: t('figures.days', { count: latest.longestDays }),
  })}`
}
