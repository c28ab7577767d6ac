import type { TimelineItem } from '../../generated/gwarchod/v1/views_pb'
import type { Route } from '../../model/route'
import { useApp } from '../../state/app'

interface Props {
  readonly item: TimelineItem
  readonly route: Extract<Route, { kind: 'record' }>
}

/** The earlier record that this one is about. */
export function Subject({ item, route }: Props) {
  const { saying } = useApp()
  const { t } = saying
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body-s subject__label">
        {route.corrects !== ''
          ? t('form.corrects')
          : route.updates !== ''
            ? t('form.updates')
            : t('form.about')}
      </p>
      <p class="govuk-body">
        <strong>{saying.words(item.kindName)}</strong>, {saying.longDay(item.occurredFrom)}
        {saying.words(item.line) !== '' && `: ${saying.words(item.line)}`}
      </p>
    </div>
  )
}
