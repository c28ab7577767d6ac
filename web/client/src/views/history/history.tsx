import { useEffect } from 'preact/hooks'
import type { ShownField, TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import { dayOf, timeOfDay } from '../../model/dates'
import { changes, historyOf, writtenFields } from '../../model/history'
import type { Step } from '../../model/history'
import { paths } from '../../model/route'
import type { Route } from '../../model/route'
import { readThen, writeThen } from '../../model/then'
import { useApp } from '../../state/app'
import { useAccountNames } from '../../state/use-account-names'
import { useProvider } from '../../state/use-provider'
import { Heading } from '../parts/heading'
import { Failed, Loading } from '../parts/notice'
import { severityName } from '../parts/envelope-words'
import { whyNot } from '../parts/words'
import { FieldValue, ShownFields } from '../provider/details'
import { whenInWords } from '../timeline/words'

interface Props {
  readonly route: Extract<Route, { kind: 'history' }>
}

/** Who wrote a record down and when, what each later version changed, and who corrected it. */
export function HistoryPage({ route }: Props) {
  const { saying, place } = useApp()
  const { t } = saying
  const { provider: id, event } = route
  const then = writeThen(readThen(place.query))
  const { page, failure, loadingOlder, loadFull, reload } = useProvider(id, event, then)
  const names = useAccountNames()
  const steps = page ? historyOf(page.items, event) : []
  const missing = steps.map(({ item }) => item).find(({ eventId }) => page?.brief.has(eventId))
  useEffect(() => {
    if (missing) loadFull(missing)
  }, [missing, loadFull])

  const title = t('history.title')
  if (failure) {
    return (
      <>
        <Heading title={title}>{title}</Heading>
        <Failed text={whyNot(failure, saying)} again={reload} />
      </>
    )
  }
  if (!page || (steps.length === 0 && loadingOlder)) return <Loading />
  const first = steps[0]?.item
  return (
    <>
      <a href={paths.event(id, event, then)} class="govuk-back-link">
        {t('history.back')}
      </a>
      <Heading title={title} caption={page.view.row?.name || id}>
        {title}
      </Heading>
      {!first && <p class="govuk-body">{t('history.none')}</p>}
      {first && (
        <p class="govuk-body-l history__of">
          {whenInWords(first, saying)}: {saying.words(first.kindName)}
        </p>
      )}
      <ol class="history">
        {steps.map((step) => (
          <li key={step.item.eventId} class="history__step">
            <h2 class="govuk-heading-m">{t(`history.${step.kind}`)}</h2>
            <p class="govuk-body history__who">{whoInWords(step.item)}</p>
            {page.brief.has(step.item.eventId) ? <Loading /> : <Told step={step} />}
          </li>
        ))}
      </ol>
    </>
  )

  function whoInWords(item: TimelineItem): string {
    const at = Number(item.recordedUnixMs)
    const places = {
      day: saying.longDay(dayOf(at)),
      time: timeOfDay(at),
      number: String(item.position),
    }
    const isOurs = item.recordedBy === '' || item.recordedBy === 'system'
    return isOurs
      ? t('history.bySystem', places)
      : t('history.by', { ...places, who: names(item.recordedBy) })
  }
}

function Told({ step }: { readonly step: Step }) {
  switch (step.kind) {
    case 'recorded':
      return <ShownFields fields={[...writtenFields(step.item)]} />
    case 'corrected':
      return (
        <ShownFields
          fields={writtenFields(step.item).filter(({ field }) => field !== 'corrects')}
        />
      )
    case 'updated':
      return <Changed step={step} />
  }
}

interface Line {
  readonly label: string
  readonly before: ShownField | string | undefined
  readonly after: ShownField | string | undefined
}

function Changed({ step }: { readonly step: Extract<Step, { kind: 'updated' }> }) {
  const { saying } = useApp()
  const { t } = saying
  const { earlier, item } = step
  const about = (of: TimelineItem): readonly (readonly [string, string])[] => [
    [t('table.when'), whenInWords(of, saying)],
    [t('table.severity'), severityName(of.severity, saying)],
    [t('table.source'), saying.words(of.source?.text)],
    [t('look.theme'), of.themes.map(({ text }) => saying.words(text)).join(', ')],
  ]
  const [was, is] = [about(earlier), about(item)]
  const lines: readonly Line[] = [
    ...is.flatMap(([label, after], index) => {
      const before = was[index]?.[1] ?? ''
      return before === after ? [] : [{ label, before, after }]
    }),
    ...changes(earlier, item).map(({ of, before, after }) => ({
      label: of
        .map((name) => (typeof name === 'number' ? String(name) : saying.words(name)))
        .join(', '),
      before,
      after,
    })),
  ]
  if (lines.length === 0) return <p class="govuk-body">{t('history.same')}</p>
  return (
    <table class="govuk-table plain-table history__changes">
      <caption class="govuk-visually-hidden">{t('history.changes')}</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {(['field', 'was', 'is'] as const).map((column) => (
            <th scope="col" class="govuk-table__header" key={column}>
              {t(`history.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {lines.map(({ label, before, after }) => (
          <tr class="govuk-table__row" key={label}>
            <th scope="row" class="govuk-table__header">
              {label}
            </th>
            <td class="govuk-table__cell" data-name={t('history.was')}>
              <Said said={before} />
            </td>
            <td class="govuk-table__cell" data-name={t('history.is')}>
              <Said said={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Said({ said }: { readonly said: ShownField | string | undefined }) {
  const { saying } = useApp()
  if (said === undefined || said === '') return <>{saying.t('history.nothing')}</>
  if (typeof said === 'string') return <>{said}</>
  const isGroup = said.parts.length > 0 && said.parts.every(({ label }) => label !== undefined)
  return isGroup ? <ShownFields fields={said.parts} /> : <FieldValue field={said} />
}
