import { Fragment } from 'preact'
import type { Cause, Reason } from '../../generated/gwarchod/v1/events_pb'
import { paths } from '../../model/route'
import { tie } from '../../model/timeline'
import { useSaying } from '../../state/app'

interface Props {
  readonly provider: string
  readonly reason: Reason
  /** How many records to name beside the words; all of them stand on the provider's page. */
  readonly besideMax?: number
}

/** A reason in words, each date in it leading to the record that caused it. */
export function ReasonWords({ provider, reason, besideMax = 20 }: Props) {
  const saying = useSaying()
  const { pieces, left } = tie(saying.words(reason.words), reason.causes)
  const to = (event: string) => paths.event(provider, event)
  return (
    <>
      {pieces.map((piece, index) =>
        piece.kind === 'words' ? (
          piece.text
        ) : (
          <Fragment key={index}>
            <a class="govuk-link cause" href={to(piece.cause.eventId)}>
              {piece.text}
            </a>
            <Sources cause={piece.cause} />
          </Fragment>
        ),
      )}
      {left.length > 0 && (
        <span class="causes">
          {' '}
          ({saying.t('board.records')}{' '}
          {left.slice(0, besideMax).map((cause, index) => (
            <Fragment key={cause.eventId}>
              {index > 0 && ', '}
              <a class="govuk-link cause" href={to(cause.eventId)}>
                {saying.shortDay(cause.occurred)}
              </a>
              <Sources cause={cause} />
            </Fragment>
          ))}
          {left.length > besideMax && ' …'})
        </span>
      )}
    </>
  )
}

/** Who reported it, where several agencies did of one occurrence. */
function Sources({ cause }: { readonly cause: Cause }) {
  const saying = useSaying()
  if (cause.sources.length === 0) return null
  const who = cause.sources.map((source) => saying.words(source)).join(', ')
  return <span class="causes"> [{saying.t('board.reportedBy', { who })}]</span>
}
