import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import type { Saying } from '../../i18n'
import { severityName } from '../parts/envelope-words'
import { strandName } from '../provider/strand'
import { recordedDay, whenInWords } from './words'

interface Props {
  readonly items: readonly TimelineItem[]
  readonly saying: Saying
  readonly caption: string
  readonly hrefOf: (event: string) => string
  /** Of an owner's records: which service each is of. */
  readonly serviceOf?: (event: string) => string
}

/** What the picture shows, a record a line. */
export function RecordsTable({ items, saying, caption, hrefOf, serviceOf }: Props) {
  const { t } = saying
  const names = {
    when: t('table.when'),
    service: t('table.service'),
    what: t('table.what'),
    line: t('table.line'),
    severity: t('table.severity'),
    source: t('table.source'),
    recorded: t('table.recorded'),
    state: t('table.state'),
  }
  const columns = (Object.keys(names) as (keyof typeof names)[]).filter(
    (name) => name !== 'service' || serviceOf,
  )
  return (
    <table class="govuk-table plain-table records-table">
      <caption class="govuk-table__caption govuk-visually-hidden">{caption}</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {columns.map((name) => (
            <th scope="col" class="govuk-table__header" key={name}>
              {names[name]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {items.map((item) => {
          const kind = saying.words(item.kindName)
          const cells: Record<keyof typeof names, string> = {
            when: whenInWords(item, saying),
            service: serviceOf?.(item.eventId) ?? '',
            what: [kind, strandName(item.strand, t)].join(' · '),
            line: saying.words(item.line),
            severity: [
              ...(item.concern ? [t('provider.concern')] : []),
              severityName(item.severity, saying),
            ]
              .filter((part) => part !== '')
              .join(', '),
            source: saying.words(item.source?.text),
            recorded: saying.longDay(recordedDay(item)),
            state: stateOf(item, saying),
          }
          return (
            <tr class="govuk-table__row" key={item.eventId} id={`row-${item.eventId}`}>
              {columns.map((name) =>
                name === 'when' ? (
                  <th scope="row" class="govuk-table__header records-table__when" key={name}>
                    <a class="govuk-link" href={hrefOf(item.eventId)}>
                      {cells.when}
                    </a>
                  </th>
                ) : (
                  <td
                    class={`govuk-table__cell ${cells[name] === '' ? 'records-table__none' : ''}`}
                    data-name={names[name]}
                    key={name}
                  >
                    {name === 'line' && item.correctedBy !== '' ? (
                      <s>{cells[name]}</s>
                    ) : (
                      cells[name]
                    )}
                  </td>
                ),
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function stateOf(item: TimelineItem, saying: Saying): string {
  if (item.correctedBy !== '') return saying.t('table.corrected')
  if (item.updatedBy !== '') return saying.t('table.superseded')
  return ''
}
