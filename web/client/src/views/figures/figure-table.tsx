import type { Month } from '../../model/figures'
import { useSaying } from '../../state/app'

interface Props {
  readonly title: string
  readonly months: readonly Month[]
  readonly columns: readonly { readonly name: string; readonly cells: readonly string[] }[]
}

/** The same as the drawing, in figures: a row for each month, the latest first. */
export function FigureTable({ title, months, columns }: Props) {
  const saying = useSaying()
  const { t } = saying
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {t('figures.table')}
          <span class="govuk-visually-hidden">: {title}</span>
        </span>
      </summary>
      <div
        class="figure__table"
        role="region"
        aria-label={t('figures.tableOf', { title })}
        tabIndex={0}
      >
        <table class="govuk-table">
          <thead class="govuk-table__head">
            <tr>
              <th scope="col" class="govuk-table__header">
                {t('figures.month')}
              </th>
              {columns.map(({ name }) => (
                <th scope="col" class="govuk-table__header figure__number" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {months
              .map((month, at) => (
                <tr key={month}>
                  <th scope="row" class="govuk-table__header">
                    {saying.monthName(`${month}-01`)}
                  </th>
                  {columns.map(({ name, cells }) => (
                    <td class="govuk-table__cell figure__number" key={name}>
                      {cells[at]}
                    </td>
                  ))}
                </tr>
              ))
              .toReversed()}
          </tbody>
        </table>
      </div>
    </details>
  )
}
