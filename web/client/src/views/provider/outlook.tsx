import { useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { ExitState } from '../../generated/gwarchod/v1/views_pb'
import type { ExitShown, Status } from '../../generated/gwarchod/v1/views_pb'
import { paths } from '../../model/route'
import { useApp } from '../../state/app'
import { DueDay } from '../parts/due'
import { flagWords } from '../parts/flag-words'

/** How many deadlines stand open; the rest are one press away. */
const deadlinesShown = 8

/** What the policy says besides the stage: what is due, what is near, how the stage may be left. */
export function Outlook({ status, id }: { readonly status: Status; readonly id: string }) {
  const { saying } = useApp()
  const { t } = saying
  return (
    <div class="outlook">
      {status.flags.length > 0 && (
        <Part title={t('outlook.flags')}>
          <ul class="govuk-list govuk-list--bullet">
            {status.flags.map((flag) => (
              <li key={`${flag.flag} ${flag.says?.en ?? ''}`}>
                {flag.cause ? (
                  <a class="govuk-link" href={paths.event(id, flag.cause.eventId)}>
                    {flagWords(flag, saying)}
                  </a>
                ) : (
                  flagWords(flag, saying)
                )}
                {flag.since !== '' &&
                  `, ${t('outlook.since', { day: saying.longDay(flag.since) })}`}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('outlook.due')}>
        <Due status={status} id={id} />
      </Part>
      {status.exits.length > 0 && (
        <Part title={t('outlook.exits')}>
          <p class="govuk-body-s">{t('outlook.exitsHint')}</p>
          <ul class="govuk-list outlook__exits">
            {status.exits.map((exit) => (
              <Exit key={exit.exit || saying.words(exit.words)} exit={exit} id={id} />
            ))}
          </ul>
        </Part>
      )}
      {status.near.length > 0 && (
        <Part title={t('outlook.near')}>
          <ul class="govuk-list govuk-list--bullet">
            {status.near.map((near) => (
              <li key={saying.words(near.words)}>{saying.words(near.words)}</li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  )
}

function Part({
  title,
  children,
}: {
  readonly title: string
  readonly children: ComponentChildren
}) {
  return (
    <section class="outlook__part">
      <h2 class="govuk-heading-s">{title}</h2>
      {children}
    </section>
  )
}

function Due({ status, id }: { readonly status: Status; readonly id: string }) {
  const { saying } = useApp()
  const { t } = saying
  const [open, setOpen] = useState(false)
  if (status.deadlines.length === 0) return <p class="govuk-body">{t('outlook.nothingDue')}</p>
  const first = status.deadlines.slice(0, deadlinesShown)
  const rest = status.deadlines.slice(deadlinesShown)
  const list = (deadlines: Status['deadlines']) => (
    <ul class="govuk-list outlook__due">
      {deadlines.map((one) => (
        <li key={`${one.clock} ${one.cause?.eventId ?? ''} ${one.starts}`}>
          <span>
            {one.cause ? (
              <a class="govuk-link" href={paths.event(id, one.cause.eventId)}>
                {saying.words(one.name)}
              </a>
            ) : (
              saying.words(one.name)
            )}
          </span>
          <span class="outlook__day">
            <DueDay deadline={one} />
          </span>
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {list(first)}
      {rest.length > 0 && (
        // Made when it is opened: a long record has thousands.
        <details class="govuk-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              {t('outlook.moreDue', { count: rest.length })}
            </span>
          </summary>
          {open && list(rest)}
        </details>
      )}
    </>
  )
}

function Exit({ exit, id }: { readonly exit: ExitShown; readonly id: string }) {
  const { saying } = useApp()
  const { t } = saying
  const word =
    exit.state === ExitState.EXIT_MET
      ? t('outlook.met')
      : exit.state === ExitState.EXIT_UNMET
        ? t('outlook.unmet')
        : t('outlook.judged')
  const mark = { [ExitState.EXIT_MET]: 'green', [ExitState.EXIT_UNMET]: 'red' } as const
  const colour = exit.state in mark ? mark[exit.state as keyof typeof mark] : 'grey'
  return (
    <li>
      <strong class={`govuk-tag govuk-tag--${colour} outlook__state`}>{word}</strong>{' '}
      {saying.words(exit.words)}
      {exit.evidence.length > 0 && (
        <span class="outlook__evidence">
          {' '}
          (
          {exit.evidence.slice(0, 3).map((cause, index) => (
            <>
              {index > 0 && ', '}
              <a key={cause.eventId} class="govuk-link" href={paths.event(id, cause.eventId)}>
                {saying.longDay(cause.occurred)}
              </a>
            </>
          ))}
          {exit.evidence.length > 3 && ' …'})
        </span>
      )}
    </li>
  )
}
