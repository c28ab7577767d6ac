import type { TFunction } from 'i18next'
import { Role } from '../../generated/gwarchod/v1/events_pb'

/** What a role is called. */
export function roleName(role: Role, t: TFunction): string {
  switch (role) {
    case Role.ADMINISTRATOR:
      return t('roles.ADMINISTRATOR')
    case Role.OFFICER:
      return t('roles.OFFICER')
    case Role.SUB_GROUP_MEMBER:
      return t('roles.SUB_GROUP_MEMBER')
    case Role.READ_ONLY:
      return t('roles.READ_ONLY')
    case Role.ROLE_UNSPECIFIED:
      return ''
  }
}

export const roles = [
  Role.OFFICER,
  Role.SUB_GROUP_MEMBER,
  Role.READ_ONLY,
  Role.ADMINISTRATOR,
] as const
