import type { StageName } from '../../generated/gwarchod/v1/views_pb'
import { useSaying } from '../../state/app'

// Colour only repeats what the words say. Higher than the last is as the last.
const colours = ['grey', 'blue', 'yellow', 'orange', 'red', 'magenta'] as const

export function stageColour(stage: StageName): string {
  if (stage.offLadder) return 'teal'
  return colours[Math.min(stage.level, colours.length - 1)] ?? 'grey'
}

export function StageTag({ stage }: { readonly stage: StageName }) {
  const saying = useSaying()
  return (
    <strong class={`govuk-tag stage-tag govuk-tag--${stageColour(stage)}`}>
      {saying.stage(stage)}
    </strong>
  )
}
