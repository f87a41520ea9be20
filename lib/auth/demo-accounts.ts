import type { Database } from '@/lib/db.ts';
import { createAccount } from './accounts.ts';
import { ROLES, type RoleId } from './roles.ts';

/** One password for all: the demo listens on loopback only, and says so where it prints them. */
export const DEMO_PASSWORD = 'wheelhouse-demo';

export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
}

const PEOPLE: readonly {
  username: string;
  name: string;
  role: RoleId;
  groups: readonly string[];
  definitions: readonly string[] | null;
}[] = [
  { username: 'bea', name: 'Bea Lund', role: 'business-user', groups: ['supervisors'], definitions: null },
  { username: 'ove', name: 'Ove Lind', role: 'l1-operator', groups: [], definitions: null },
  { username: 'lena', name: 'Lena Holm', role: 'l2-operator', groups: [], definitions: null },
  { username: 'tom', name: 'Tom Berg', role: 'developer', groups: [], definitions: null },
  { username: 'alva', name: 'Alva Dahl', role: 'admin', groups: [], definitions: null },
  { username: 'ida', name: 'Ida Falk', role: 'auditor', groups: [], definitions: null },
];

/** One account per role, for the demo and nothing else. Can be called again: what is there stays. */
export async function createDemoAccounts(database: Database): Promise<readonly DemoAccount[]> {
  for (const person of PEOPLE) {
    const made = await createAccount(database, {
      username: person.username,
      name: person.name,
      password: DEMO_PASSWORD,
      groups: person.groups,
      roles: [{ id: person.role, definitions: person.definitions }],
      by: 'demo',
    });
    if (made.kind === 'problem' && made.message !== 'This user name is taken.')
      throw new Error(`Demo account ${person.username}: ${made.message}`);
  }
  await database.$executeRaw`insert into setting (name, value, updated_by) values
    ('demo', 'true', 'demo'), ('environment', '{"name":"Demo","kind":"demo"}', 'demo') on conflict (name) do nothing`;
  return demoAccounts();
}

function demoAccounts(): readonly DemoAccount[] {
  return PEOPLE.map((person) => ({
    username: person.username,
    name: person.name,
    role: ROLES[person.role].label,
    password: DEMO_PASSWORD,
  }));
}

/** For the sign-in page: empty outside the demo. */
export async function offeredDemoAccounts(database: Database): Promise<readonly DemoAccount[]> {
  const demo = await database.setting.findUnique({ where: { name: 'demo' } });
  return demo?.value === true ? demoAccounts() : [];
}
