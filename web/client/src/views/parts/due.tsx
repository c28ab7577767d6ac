import type { Deadline } from '../../generated/gwarchod/v1/views_pb'
import { useApp } from '../../state/app'

/** When it is due; overdue is said in words, not by colour alone. */
export function DueDay({ deadline }: { readonly deadline: Deadline }) {
  const { saying } = useApp()
  const { t } = saying
  if (deadline.isPaused) return <>{t('due.paused')}</>
  return (
    <>
      {saying.longDay(deadline.due)}
      {deadline.overdue && <strong class="due__overdue"> {t('due.overdue')}</strong>}
    </>
  )
}
