import type { ComponentChildren } from 'preact'
import type { Month } from '../../model/figures'
import { paths } from '../../model/route'
import type { FigureName } from '../../model/route'
import { useSaying } from '../../state/app'
import { FigureTable } from './figure-table'

interface Props {
  readonly of: FigureName
  /** What it says in a sentence or two: all that a reader who does not see the drawing needs. */
  readonly says: readonly string[]
  readonly note: string
  readonly months: readonly Month[]
  readonly columns: readonly { readonly name: string; readonly cells: readonly string[] }[]
  readonly children: ComponentChildren
}

/** One figure: what it says, drawn, as a table, and as a file. */
export function FigureSection({ of, says, note, months, columns, children }: Props) {
  const { t } = useSaying()
  const id = `figure-${of}`
  const title = t(`figures.${of}.title`)
  return (
    <section class="figure" aria-labelledby={`${id}-title`}>
      <h2 class="govuk-heading-m" id={`${id}-title`}>
        {title}
      </h2>
      {says.map((sentence) => (
        <p class="govuk-body figure__says" key={sentence}>
          {sentence}
        </p>
      ))}
      <div
        class="figure__frame"
        role="region"
        aria-label={t('figures.drawing', { title })}
        tabIndex={0}
      >
        {children}
      </div>
      <p class="govuk-hint figure__note">{note}</p>
      <FigureTable title={title} months={months} columns={columns} />
      <p class="govuk-body figure__file">
        <a class="govuk-link" href={paths.figuresFile(of)} download>
          {t('figures.csv')}
          <span class="govuk-visually-hidden">: {title}</span>
        </a>
      </p>
    </section>
  )
}
