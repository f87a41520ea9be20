import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { PERMISSIONS } from '@/lib/auth/permissions.ts';
import type { Person } from '@/lib/auth/person.ts';
import { ROLES } from '@/lib/auth/roles.ts';
import type { Database } from '@/lib/db.ts';
import { type Action, ACTIONS, demandsOf } from '@/lib/auth/policy.ts';
import type { MeView, OperationAccess } from '../views/me-view.ts';
import { defineQuery } from './query.ts';

const KINDS = ['production', 'demo', 'test', 'development'] as const;
const environmentSetting = z.object({ name: z.string().min(1).max(40), kind: z.enum(KINDS) });
/** Until an administrator says otherwise, actions are to be taken as seriously as in production. */
const DEFAULT_ENVIRONMENT: MeView['environment'] = { name: 'PROD', kind: 'production' };

export const me = defineQuery('me', {
  permission: 'session',
  parameters: z.object({}),
  run: async ({ database, person }) => ({
    userId: person.userId,
    username: person.username,
    name: person.name,
    roles: person.roles.map((role) => ({ id: role.id, label: ROLES[role.id].label })),
    home: authorize(person, 'overview.read').isAllowed ? ('/' as const) : ('/tasks' as const),
    permissions: PERMISSIONS.filter((permission) => authorize(person, permission).isAllowed),
    operations: Object.entries(ACTIONS).map(([name, action]) => accessTo(name, action, person)),
    environment: await environmentOf(database),
  }),
});

function accessTo(name: string, operation: Action, person: Person): OperationAccess {
  const access = authorize(person, operation.permission, { risk: operation.risk });
  return {
    name,
    label: operation.label,
    shortcut: operation.shortcut,
    permission: operation.permission,
    risk: operation.risk,
    isAllowed: access.isAllowed,
    missing: access.isAllowed ? null : access.message,
    demands: demandsOf(operation.risk),
  };
}

async function environmentOf(database: Database): Promise<MeView['environment']> {
  const setting = await database.setting.findUnique({ where: { name: 'environment' } });
  const parsed = environmentSetting.safeParse(setting?.value);
  return parsed.success ? parsed.data : DEFAULT_ENVIRONMENT;
}
