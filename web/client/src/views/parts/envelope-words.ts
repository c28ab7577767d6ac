import { getOption } from '@bufbuild/protobuf'
import {
  AgencySchema,
  PrecisionSchema,
  SeveritySchema,
} from '../../generated/gwarchod/v1/envelope_pb'
import type { Agency, Severity } from '../../generated/gwarchod/v1/envelope_pb'
import { value } from '../../generated/gwarchod/v1/options_pb'
import type { WireNames } from '../../model/prefill'
import type { Saying } from '../../i18n'

/** The name of an agency, from the schema's own labels. */
export function agencyName(agency: Agency, saying: Saying): string {
  const found = AgencySchema.values.find((each) => each.number === agency)
  return found ? getOption(found, value)[saying.language] : ''
}

// Read once: a page says it thousands of times.
const severityNames = new Map(
  SeveritySchema.values.map((each) => [each.number, getOption(each, value)]),
)

/** How serious, from the schema's own labels; empty when nobody said. */
export function severityName(severity: Severity, saying: Saying): string {
  return severityNames.get(severity)?.[saying.language] ?? ''
}

interface Listed {
  readonly values: readonly { readonly number: number; readonly name: string }[]
}

function wireName(list: Listed, number: number): string {
  return number === 0 ? '' : (list.values.find((each) => each.number === number)?.name ?? '')
}

/** The names of the envelope's enumeration values on the wire. */
export const wireNames: WireNames = {
  severity: (severity) => wireName(SeveritySchema, severity),
  agency: (agency) => wireName(AgencySchema, agency),
  precision: (precision) => wireName(PrecisionSchema, precision),
}

/** Every agency with its name on the wire. */
export function agencies(
  saying: Saying,
): readonly { number: Agency; value: string; text: string }[] {
  return AgencySchema.values
    .filter((each) => each.number !== 0)
    .map((each) => ({
      number: each.number,
      value: each.name,
      text: getOption(each, value)[saying.language],
    }))
}
