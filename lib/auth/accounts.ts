import { randomUUID } from 'node:crypto';
import type { Database } from '@/lib/db.ts';
import { hashPassword, isPassword, passwordProblem } from './password.ts';
import type { RoleOfPerson } from './person.ts';

const MAX_USERNAME_LENGTH = 64;
const MAX_NAME_LENGTH = 120;
/** Letters, digits and a few signs: the name stands in URLs, logs and candidate lists of tasks. */
const USERNAME = /^[a-z0-9][a-z0-9._@-]*$/;

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly groups: readonly string[];
  readonly roles: readonly RoleOfPerson[];
  /** Who made it: a user name, or `set-up`. */
  readonly by: string;
}

export interface AccountProblem {
  readonly kind: 'problem';
  readonly field: 'username' | 'name' | 'password';
  readonly message: string;
}

/** People type their names in any case and with spaces around. */
export function normalUsername(text: string): string {
  return text.trim().toLowerCase();
}

export function accountProblem(account: Pick<NewAccount, 'username' | 'name' | 'password'>): AccountProblem | null {
  const username = normalUsername(account.username);
  if (username.length > MAX_USERNAME_LENGTH || !USERNAME.test(username)) {
    return {
      kind: 'problem',
      field: 'username',
      message: `A user name has 1 to ${MAX_USERNAME_LENGTH} letters, digits or . _ @ - and begins with a letter or digit.`,
    };
  }
  if (account.name.trim() === '' || account.name.length > MAX_NAME_LENGTH) {
    return { kind: 'problem', field: 'name', message: `A name has 1 to ${MAX_NAME_LENGTH} characters.` };
  }
  const password = passwordProblem(account.password, username);
  return password === null ? null : { kind: 'problem', field: 'password', message: password };
}

/** The account and its roles, or nothing of it. */
export async function createAccount(
  database: Database,
  account: NewAccount,
): Promise<{ kind: 'created'; userId: string } | AccountProblem> {
  const problem = accountProblem(account);
  if (problem !== null) return problem;
  const username = normalUsername(account.username);
  const passwordHash = await hashPassword(account.password);
  const userId = randomUUID();
  const isNew = await database.$transaction(async (transaction) => {
    const { count } = await transaction.appUser.createMany({
      data: [{ id: userId, username, name: account.name.trim(), passwordHash, groups: [...account.groups] }],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    for (const role of account.roles) {
      await transaction.$executeRaw`insert into user_role (user_id, role, definitions, granted_by)
        values (${userId}, ${role.id}, ${role.definitions === null ? null : [...role.definitions]}::text[],
          ${account.by})`;
    }
    return true;
  });
  return isNew
    ? { kind: 'created', userId }
    : { kind: 'problem', field: 'username', message: 'This user name is taken.' };
}

/** Null: unknown, disabled or wrong; all three take the same time. */
export async function verifyAccount(
  database: Database,
  username: string,
  password: string,
): Promise<{ userId: string; username: string; name: string } | null> {
  const user = await database.appUser.findUnique({ where: { username } });
  const isRight = await isPassword(password, user?.passwordHash ?? null);
  if (user === null || !isRight || user.disabledAt !== null) return null;
  return { userId: user.id, username: user.username, name: user.name };
}

/** The person is out at once: the sessions check the account with each request. */
export async function disableAccount(database: Database, userId: string): Promise<void> {
  await database.appUser.update({ where: { id: userId }, data: { disabledAt: new Date() }, select: { id: true } });
}
