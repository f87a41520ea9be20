import type { RoleId } from '@/lib/auth/roles.ts';
import type { Database } from '@/lib/db.ts';
import { personWith } from './test-person.ts';

/** Makes the account of `personWith()`, for tests of what is checked against the account itself. */
export async function enroll(database: Database, ...roles: readonly RoleId[]): Promise<void> {
  const { userId, username, name } = personWith();
  await database.appUser.create({ data: { id: userId, username, name, passwordHash: '' } });
  await giveRoles(database, ...roles);
}

/** These, and no others any more. */
export async function giveRoles(database: Database, ...roles: readonly RoleId[]): Promise<void> {
  const { userId } = personWith();
  await database.$executeRaw`delete from user_role where user_id = ${userId}`;
  for (const role of roles)
    await database.$executeRaw`insert into user_role (user_id, role, definitions) values (${userId}, ${role}, null)`;
}
