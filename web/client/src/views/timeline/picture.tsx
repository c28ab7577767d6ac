import type { Saying } from '../../i18n'
import { lettersIn, linesOf } from '../../model/picture/fit'
import type { Band, LaidRow, Picture } from '../../model/picture/layout'
import type { Drawn } from '../../model/picture/rows'
import { ClusterDrawn, MarkDrawn, MarkLines } from './marks'
import { round } from './shapes'
import { bandInWords, tickInWords } from './words'

interface Props {
  readonly picture: Picture
  readonly saying: Saying
  /** What the picture is of, for whoever cannot see it. */
  readonly label: string
  /** Where the record with that event id is told in full. */
  readonly hrefOf: (event: string) => string
  /** False on paper and in a file: nothing then reacts but links. */
  readonly active: boolean
  /** The id of the mark or cluster on the way of the Tab key. */
  readonly tabbed?: string | undefined
  /** Records to stand out, by event id. */
  readonly highlighted?: ReadonlySet<string>
  /** An instant to draw a line at. */
  readonly cursor?: number | undefined
  /** Further ones: two days that are compared, say. */
  readonly lines?: readonly number[]
}

const nothing: ReadonlySet<string> = new Set()

/** Stages and records along one axis of time. Draws what layOut() laid out, and keeps nothing. */
export function TimelinePicture(props: Props) {
  const { picture, saying, label, highlighted = nothing, cursor, lines = [] } = props
  const { plot } = picture
  return (
    <svg
      class="picture"
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      width={picture.width}
      height={picture.height}
      role="group"
      aria-label={label}
    >
      <Axis picture={picture} saying={saying} />
      {picture.rows.map((row) => (
        <g key={row.row.id} role="group" aria-label={row.row.label} class="picture__row">
          <path class="picture__rule" d={`M0 ${row.y + row.height + 0.5}H${picture.width}`} />
          <RowLabel row={row} picture={picture} saying={saying} />
          {row.decided.map((band) => (
            <BandDrawn key={band.span.from} band={band} saying={saying} />
          ))}
          {row.suggested.map((band) => (
            <BandDrawn key={band.span.from} band={band} saying={saying} />
          ))}
          {row.embargoes.map(({ x, y, width }, index) => (
            <rect
              class="picture__embargo"
              key={index}
              x={round(x)}
              y={y - 5}
              width={round(Math.max(2, width))}
              height={10}
            />
          ))}
          {row.marks.map((mark) => mark.kind === 'mark' && <MarkLines key={mark.id} mark={mark} />)}
          {row.marks.map((mark) =>
            mark.kind === 'cluster' ? (
              <ClusterDrawn
                key={mark.id}
                cluster={mark}
                saying={saying}
                active={props.active}
                tabbed={props.tabbed === mark.id}
                highlighted={mark.all.some((drawn) => isIn(highlighted, drawn))}
              />
            ) : (
              <MarkDrawn
                key={mark.id}
                mark={mark}
                saying={saying}
                href={props.hrefOf(mark.id)}
                tabbed={!props.active || props.tabbed === mark.id}
                highlighted={isIn(highlighted, mark.drawn)}
              />
            ),
          )}
        </g>
      ))}
      {[...lines, ...(cursor === undefined ? [] : [cursor])]
        .map((instant) => picture.xOf(instant))
        .filter((x) => isWithin(x, picture))
        .map((x) => (
          <path class="picture__cursor" key={x} d={`M${round(x)} ${plot.top - 8}V${plot.bottom}`} />
        ))}
    </svg>
  )
}

function isIn(events: ReadonlySet<string>, { record }: Drawn): boolean {
  return record.versions.some(({ eventId }) => events.has(eventId))
}

function isWithin(x: number, { plot }: Picture): boolean {
  return x >= plot.left && x <= plot.right
}

function Axis({ picture, saying }: { readonly picture: Picture; readonly saying: Saying }) {
  const { plot } = picture
  return (
    <g aria-hidden="true" class="picture__axis">
      {picture.ticks.map((tick) => (
        <g key={tick.day} class={`picture__tick picture__tick--${tick.unit}`}>
          <path d={`M${round(tick.x)} ${plot.top - 8}V${plot.bottom}`} />
          <text x={round(tick.x) + 3} y={plot.top - 12}>
            {tickInWords(tick, saying)}
          </text>
        </g>
      ))}
    </g>
  )
}

const fontSize = 14
const lineHeight = 16

function RowLabel({
  row,
  picture,
  saying,
}: {
  readonly row: LaidRow
  readonly picture: Picture
  readonly saying: Saying
}) {
  const beside = picture.labelsBeside
  const room = beside ? picture.plot.left - 8 : picture.width - 8
  const isStagesOnly = row.row.records.length === 0 && row.suggested.length > 0
  const told = !beside && isStagesOnly ? saying.t('picture.both') : row.row.label
  const lines = linesOf(told, lettersIn(room, fontSize), beside ? 2 : 1)
  const thin = row.suggested[0]
  return (
    <>
      <text class="picture__label" aria-hidden="true">
        {lines.map((line, index) => (
          <tspan
            key={line}
            x={beside ? 0 : 4}
            y={row.labelY + (index - (lines.length - 1) / 2) * lineHeight}
            dy="0.35em"
          >
            {line}
          </tspan>
        ))}
      </text>
      {beside && isStagesOnly && thin && (
        <text
          class="picture__label picture__label--small"
          x={0}
          y={thin.y + thin.height / 2}
          dy="0.35em"
          aria-hidden="true"
        >
          {saying.t('picture.suggested')}
        </text>
      )}
    </>
  )
}

// Above this level all look alike: as serious as it gets.
const levelMax = 5

function BandDrawn({ band, saying }: { readonly band: Band; readonly saying: Saying }) {
  const { stage, x, y, width, height, span } = band
  const size = height > 16 ? 13 : 11
  const letters = lettersIn(width - 8, size)
  const full = saying.stage(stage)
  const short = stage.number === '' ? '' : stage.number
  const told = full.length <= letters ? full : short.length <= letters ? short : ''
  const look = stage.offLadder ? 'off' : `level-${Math.min(stage.level, levelMax)}`
  return (
    <g role="img" aria-label={bandInWords(stage, span, saying)} class={`band band--${look}`}>
      <title>{bandInWords(stage, span, saying)}</title>
      <rect x={round(x)} y={y} width={round(Math.max(1, width))} height={height} />
      {told !== '' && (
        <text
          x={round(x) + 4}
          y={y + height / 2}
          dy="0.35em"
          class={`band__name ${size < 13 ? 'band__name--small' : ''}`}
          aria-hidden="true"
        >
          {told}
        </text>
      )}
    </g>
  )
}
