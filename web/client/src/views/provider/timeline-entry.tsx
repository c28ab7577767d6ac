import { Fragment } from 'preact'
import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { dayOf } from '../../model/dates'
import { daysLate, lateDays } from '../../model/timeline'
import { countedWith, isReport } from '../../model/alike'
import { paths } from '../../model/route'
import { readThen, writeThen } from '../../model/then'
import { useApp } from '../../state/app'
import { Loading } from '../parts/notice'
import { severityName } from '../parts/envelope-words'
import { ShownFields } from './details'
import { AttachedFile } from './file-link'
import { whenInWords } from '../timeline/words'
import { strandName } from './strand'

interface Props {
  readonly item: TimelineItem
  readonly id: string
  readonly fresh: boolean
  readonly sought: boolean
  /** Known without what it says in full: that is asked for when somebody wants to read it. */
  readonly brief: boolean
  readonly loadFull: (item: TimelineItem) => void
}

/** One record: the day, what it is, its line, and on request everything it says. */
export function TimelineEntry({ item, id, fresh, sought, brief, loadFull }: Props) {
  const { saying, session, place } = useApp()
  const { t } = saying
  const then = writeThen(readThen(place.query))
  const struck = item.correctedBy !== ''
  const kind = saying.words(item.kindName)
  const day = whenInWords(item, saying)
  const mayChange = session.mayRecord && !item.system && !struck
  return (
    <li
      class={`entry ${item.concern ? 'entry--concern' : ''} ${struck || item.updatedBy !== '' ? 'entry--past' : ''} ${sought ? 'entry--sought' : ''} ${item.system ? 'entry--system' : ''}`}
      id={`event-${item.eventId}`}
      tabIndex={-1}
    >
      <p class="entry__when">
        {day}
        {fresh && <span class="board-row__mark"> {t('provider.fresh')}</span>}
      </p>
      <div class="entry__what">
        <p class="entry__line">
          {struck ? (
            <s>
              <strong>{kind}</strong> <Line item={item} />
            </s>
          ) : (
            <>
              <strong>{kind}</strong> <Line item={item} />
            </>
          )}
        </p>
        <p class="entry__about">{aboutInWords(item, saying)}</p>
        <Lateness item={item} />
        <Fate item={item} id={id} />
        <Counted item={item} id={id} />
        {item.kind === 'Attachment' && <AttachedFile id={id} item={item} />}
        <details
          class="govuk-details entry__details"
          open={sought}
          onToggle={(event) => {
            if (brief && event.currentTarget.open) loadFull(item)
          }}
        >
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              {t('provider.more')}
              <span class="govuk-visually-hidden">: {t('provider.moreOf', { kind, day })}</span>
            </span>
          </summary>
          <div class="govuk-details__text">
            {brief && <Loading />}
            <ShownFields fields={item.fields.filter(({ field }) => field !== 'sameOccurrence')} />
            <p class="govuk-body-s entry__recorded">{recordedInWords(item, saying)}</p>
            {!item.system && (
              <p class="govuk-body-s">
                <a class="govuk-link" href={paths.history(id, item.eventId, then)}>
                  {t('history.title')}
                  <span class="govuk-visually-hidden">
                    : {kind}, {day}
                  </span>
                </a>
              </p>
            )}
            {mayChange && (
              <p class="govuk-body-s entry__actions">
                {item.updatedBy === '' && item.kind !== 'Attachment' && (
                  <a class="govuk-link" href={paths.update(id, item.kind, item.eventId)}>
                    {t('provider.update')}
                    <span class="govuk-visually-hidden">
                      : {kind}, {day}
                    </span>
                  </a>
                )}{' '}
                {item.kind !== 'Attachment' && (
                  <a class="govuk-link" href={paths.attach(id, item.eventId)}>
                    {t('attach.add')}
                    <span class="govuk-visually-hidden">
                      : {kind}, {day}
                    </span>
                  </a>
                )}{' '}
                {isReport(item) && item.updatedBy === '' && (
                  <a class="govuk-link" href={paths.same(id, item.eventId)}>
                    {t('provider.sameOccurrence')}
                    <span class="govuk-visually-hidden">
                      : {kind}, {day}
                    </span>
                  </a>
                )}{' '}
                {countedWith(item).length > 0 && (
                  <a class="govuk-link" href={paths.other(id, item.eventId)}>
                    {t('provider.otherOccurrence')}
                    <span class="govuk-visually-hidden">
                      : {kind}, {day}
                    </span>
                  </a>
                )}{' '}
                <a class="govuk-link" href={paths.correct(id, item.eventId)}>
                  {t('provider.correct')}
                  <span class="govuk-visually-hidden">
                    : {kind}, {day}
                  </span>
                </a>
              </p>
            )}
          </div>
        </details>
      </div>
    </li>
  )
}

function Line({ item }: { readonly item: TimelineItem }) {
  const { saying } = useApp()
  // The type of a file is said in plainer words beside the way to it.
  const title = item.fields.find(({ field }) => field === 'title')
  const told = item.kind !== 'Attachment' ? item.line : title?.erased ? undefined : title?.value
  const line = saying.words(told)
  return line === '' ? null : <span class="as-written">{line}</span>
}

/** When it was written down, where that was long after it happened. */
function Lateness({ item }: { readonly item: TimelineItem }) {
  const { saying } = useApp()
  const count = daysLate(item)
  if (count <= lateDays || item.system) return null
  const day = saying.longDay(dayOf(Number(item.recordedUnixMs)))
  return <p class="entry__late">{saying.t('provider.late', { day, count })}</p>
}

/** Others that told the same occurrence: it counts once, with all its sources. */
function Counted({ item, id }: { readonly item: TimelineItem; readonly id: string }) {
  const { saying, place } = useApp()
  const others = countedWith(item)
  const shown = item.fields.find(({ field }) => field === 'sameOccurrence')
  if (!shown || others.length === 0) return null
  const then = writeThen(readThen(place.query))
  const parts = shown.parts.filter(({ field }) => others.includes(field))
  return (
    <p class="entry__fate">
      {saying.words(shown.value)}.{' '}
      {parts.map((part, index) => (
        <Fragment key={part.field}>
          {index > 0 && ', '}
          <a class="govuk-link" href={paths.event(id, part.field, then)}>
            {saying.t('provider.otherReport', {
              day: saying.words(part.value),
              agency: saying.words(part.label),
            })}
          </a>
        </Fragment>
      ))}
    </p>
  )
}

/** What became of the record: corrected, or brought up to date by a later one. */
function Fate({ item, id }: { readonly item: TimelineItem; readonly id: string }) {
  const { saying } = useApp()
  const { t } = saying
  const fates = [
    { event: item.correctedBy, text: t('provider.corrected'), link: t('provider.correctedLink') },
    { event: item.updatedBy, text: t('provider.updated'), link: t('provider.updatedLink') },
    { event: item.updates, text: t('provider.updates'), link: t('provider.updatesLink') },
  ].filter((fate) => fate.event !== '')
  return (
    <>
      {fates.map((fate) => (
        <p class="entry__fate" key={fate.event}>
          {fate.text}{' '}
          <a class="govuk-link" href={paths.event(id, fate.event)}>
            {fate.link}
          </a>
        </p>
      ))}
    </>
  )
}

function aboutInWords(item: TimelineItem, saying: Saying): string {
  const { t } = saying
  const source = saying.words(item.source?.text)
  const severity = severityName(item.severity, saying)
  return [
    ...(item.concern ? [t('provider.concern')] : []),
    strandName(item.strand, t),
    ...(severity === '' ? [] : [severity]),
    ...(source === '' ? [] : [t('provider.source', { agency: source })]),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

function recordedInWords(item: TimelineItem, saying: Saying): string {
  const day = saying.longDay(dayOf(Number(item.recordedUnixMs)))
  if (item.recordedBy === '' || item.recordedBy === 'system') {
    return saying.t('provider.recordedBySystem', { day })
  }
  return saying.t('provider.recordedBy', { day, who: item.recordedBy })
}
