import type { ComponentChildren } from 'preact'
import { entryOf, isEmpty } from '../../model/form'
import type { Placed } from '../../model/layout'
import { useApp } from '../../state/app'
import type { HeldDraft } from '../../state/use-draft'

interface MoreProps {
  readonly title: string
  readonly fields: readonly Placed[]
  readonly draft: HeldDraft
  readonly faults: ReadonlyMap<string, string>
  readonly open: boolean
  readonly children: ComponentChildren
}

/** Fields that may be left, one step away; open where something in them is filled in or wrong. */
export function More({ title, fields, draft, faults, open, children }: MoreProps) {
  const { saying } = useApp()
  if (fields.length === 0) return null
  const filled = fields.filter(({ field, part }) => !isEmpty(entryOf(draft[part], field))).length
  const wrong = [...faults.keys()].some((path) =>
    fields.some(
      (each) =>
        path === each.path || path.startsWith(`${each.path}.`) || path.startsWith(`${each.path}[`),
    ),
  )
  return (
    <details class="govuk-details more-fields" open={open || wrong}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{title}</span>
        {filled > 0 && (
          <span class="more-fields__count"> ({saying.t('form.filled', { count: filled })})</span>
        )}
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}
