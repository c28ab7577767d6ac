import { create } from '@bufbuild/protobuf'
import { useMemo } from 'preact/hooks'
import { TextSchema } from '../../generated/gwarchod/v1/envelope_pb'
import type { StageName } from '../../generated/gwarchod/v1/views_pb'
import { sayings } from '../../i18n'
import type { NameOfStage } from '../../model/stage-names'

/** What each stage of the policy is called, by its id. */
export function useStageNames(stages: readonly StageName[] | undefined): NameOfStage {
  return useMemo(() => {
    const names = new Map(
      (stages ?? []).map((stage) => [
        stage.id,
        create(TextSchema, { en: sayings.en.stage(stage), cy: sayings.cy.stage(stage) }),
      ]),
    )
    return (id: string) => names.get(id)
  }, [stages])
}
