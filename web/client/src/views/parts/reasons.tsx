import { Fragment } from 'preact'
import type { Reason } from '../../generated/gwarchod/v1/events_pb'
import { paths } from '../../model/route'
import { tie } from '../../model/timeline'
import { useApp } from '../../state/app'

interface Props {
  readonly provider: string
  readonly reason: Reason
  /** How many records to name beside the words; all of them stand on the provider's page. */
  readonly besideMax?: number
}

/** A reason in words, each date in it leading to the record that caused it. */
export function ReasonWords({ provider, reason, besideMax = 20 }: Props) {
  const { saying } = useApp()
  const { pieces, left } = tie(saying.words(reason.words), reason.causes)
  const to = (event: string) => paths.event(provider, event)
  return (
    <>
      {pieces.map((piece, index) =>
        piece.kind === 'words' ? (
          piece.text
        ) : (
          <a class="govuk-link cause" key={index} href={to(piece.cause.eventId)}>
            {piece.text}
          </a>
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
            </Fragment>
          ))}
          {left.length > besideMax && ' …'})
        </span>
      )}
    </>
  )
}
