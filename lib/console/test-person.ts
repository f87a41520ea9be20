import type { Person } from '@/lib/auth/person.ts';
import type { RoleId } from '@/lib/auth/roles.ts';

/** Somebody with these roles, for tests. */
export function personWith(...roles: readonly RoleId[]): Person {
  return {
    userId: 'u',
    username: 'lena',
    name: 'Lena Holm',
    groups: ['supervisors'],
    roles: roles.map((id) => ({ id, definitions: null })),
    sessionId: 'session-of-a-test',
  };
}
