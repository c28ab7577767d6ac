import type { TFunction } from 'i18next'
import { Strand } from '../../generated/gwarchod/v1/options_pb'

/** The strands in the order of the schema. */
export const strands = [
  Strand.COMPLAINTS,
  Strand.SAFEGUARDING,
  Strand.VISITS,
  Strand.INSPECTIONS,
  Strand.WORKFORCE,
  Strand.PLANS,
  Strand.MEETINGS,
  Strand.REGISTER,
  Strand.RECORDKEEPING,
] as const

export function strandName(strand: Strand, t: TFunction): string {
  switch (strand) {
    case Strand.REGISTER:
      return t('strands.REGISTER')
    case Strand.COMPLAINTS:
      return t('strands.COMPLAINTS')
    case Strand.SAFEGUARDING:
      return t('strands.SAFEGUARDING')
    case Strand.VISITS:
      return t('strands.VISITS')
    case Strand.INSPECTIONS:
      return t('strands.INSPECTIONS')
    case Strand.WORKFORCE:
      return t('strands.WORKFORCE')
    case Strand.PLANS:
      return t('strands.PLANS')
    case Strand.MEETINGS:
      return t('strands.MEETINGS')
    case Strand.RECORDKEEPING:
      return t('strands.RECORDKEEPING')
    case Strand.STRAND_UNSPECIFIED:
      return ''
  }
}
