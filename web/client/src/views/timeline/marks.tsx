import type { Saying } from '../../i18n'
import type { Cluster, Mark } from '../../model/picture/layout'
import { outlineOf, round } from './shapes'
import { clusterInWords, markInWords } from './words'

interface Props {
  readonly saying: Saying
  /** On the way of the Tab key. */
  readonly tabbed: boolean
  readonly highlighted: boolean
}

/**
 * What a mark draws along the axis: what it lasted, how late it was known, where later versions came. It lies
 * beneath all marks, and says nothing that their own words do not.
 */
export function MarkLines({ mark }: { readonly mark: Mark }) {
  const { x, y, range, tail } = mark
  const last = mark.later.at(-1)
  return (
    <g aria-hidden="true" class={`mark ${mark.concern ? 'mark--concern' : ''}`}>
      {last !== undefined && <path class="mark__later" d={`M${round(x)} ${y}H${round(last)}`} />}
      {mark.later.map((at) => (
        <path class="mark__version" key={at} d={`M${round(at)} ${y - 4}v8`} />
      ))}
      {tail && (
        <path
          class="mark__tail"
          d={`M${round(tail.from)} ${y}H${round(tail.to)}m0 -5v10${tail.known.map((at) => `M${round(at)} ${y - 3}v6`).join('')}`}
        />
      )}
      {range && (
        <path
          class={`mark__range ${range.vague ? 'mark__range--vague' : ''}`}
          d={`M${round(range.from)} ${y}H${round(range.to)}${range.vague ? `M${round(range.from)} ${y - 5}v10M${round(range.to)} ${y - 5}v10` : ''}`}
        />
      )}
    </g>
  )
}

/** One record, by its shape. */
export function MarkDrawn({
  mark,
  href,
  saying,
  tabbed,
  highlighted,
}: Props & { readonly mark: Mark; readonly href: string }) {
  const { x, y, radius } = mark
  const struck = mark.drawn.record.struck
  const look = [
    'mark',
    mark.concern ? 'mark--concern' : '',
    struck ? 'mark--struck' : '',
    highlighted ? 'mark--highlighted' : '',
    mark.drawn.when.kind === 'undated' ? 'mark--undated' : '',
  ].filter(Boolean)
  return (
    <a
      class={look.join(' ')}
      href={href}
      data-mark={mark.id}
      tabindex={tabbed ? 0 : -1}
      aria-label={markInWords(mark.drawn.record, saying)}
    >
      <circle class="mark__reach" cx={round(x)} cy={y} r={12} />
      {highlighted && <circle class="mark__ring" cx={round(x)} cy={y} r={radius + 5} />}
      <g transform={`translate(${round(x)} ${y})`}>
        <path class="mark__shape" d={outlineOf(mark.shape, radius)} />
        {struck && <path class="mark__strike" d={`M${-radius - 3} 0H${radius + 3}`} />}
      </g>
    </a>
  )
}

/** Several records at one place: how many, with a heavier rim where a serious concern is among them. */
export function ClusterDrawn({
  cluster,
  saying,
  tabbed,
  highlighted,
  active,
}: Props & { readonly cluster: Cluster; readonly active: boolean }) {
  const look = [
    'cluster',
    cluster.concerns > 0 ? 'cluster--concern' : '',
    `cluster--worst-${cluster.worst}`,
    highlighted ? 'mark--highlighted' : '',
  ].filter(Boolean)
  return (
    <g
      class={look.join(' ')}
      data-cluster={cluster.id}
      role={active ? 'button' : 'img'}
      tabindex={active ? (tabbed ? 0 : -1) : undefined}
      aria-label={clusterInWords(cluster, saying)}
      transform={`translate(${round(cluster.x)} ${cluster.y})`}
    >
      {highlighted && <circle class="mark__ring" r={cluster.radius + 4} />}
      <circle class="cluster__body" r={cluster.radius} />
      <text class="cluster__count" dy="0.35em" aria-hidden="true">
        {cluster.all.length > 999 ? '1k+' : cluster.all.length}
      </text>
    </g>
  )
}
