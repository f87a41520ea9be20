import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '@/lib/db.ts';
import { type AccountProblem, accountProblem, createAccount } from './accounts.ts';

const TOKEN_BYTES = 24;

/** False for ever once there has been an administrator, by whatever path: a trigger of the database sees to it. */
export async function isSetupOpen(database: Database): Promise<boolean> {
  return (await database.setting.findUnique({ where: { name: 'setup.closed' } })) === null;
}

/**
 * A one-time token for the first administrator, to be printed where only the machine's owner reads. Each start makes
 * a new one; only its hash is kept. Null: the set-up is over.
 */
export async function ensureSetupToken(database: Database): Promise<string | null> {
  if (!(await isSetupOpen(database))) return null;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await database.$executeRaw`insert into setup_token (one, token_hash) values (true, ${hashOf(token)})
    on conflict (one) do update set token_hash = excluded.token_hash, created_at = now()`;
  return token;
}

export interface SetupRequest {
  readonly token: string;
  readonly username: string;
  readonly name: string;
  readonly password: string;
}
export type SetupResult =
  | { readonly kind: 'created'; readonly userId: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'wrongToken' }
  | AccountProblem;

/** Makes the first administrator. The token is taken with the row, so of two requests at once only one gets through. */
export async function completeSetup(database: Database, request: SetupRequest): Promise<SetupResult> {
  if (!(await isSetupOpen(database))) return { kind: 'closed' };
  const row = await database.setupToken.findFirst();
  if (row === null || !timingSafeEqual(Buffer.from(row.tokenHash), Buffer.from(hashOf(request.token))))
    return { kind: 'wrongToken' };
  const problem = accountProblem(request);
  if (problem !== null) return problem;
  const taken = await database.$executeRaw`delete from setup_token where token_hash = ${row.tokenHash}`;
  if (taken === 0) return { kind: 'wrongToken' };
  const made = await createAccount(database, {
    ...request,
    groups: [],
    roles: [{ id: 'admin', definitions: null }],
    by: 'set-up',
  });
  // The name was taken by an account that is not an administrator's: the token is put back for another try.
  if (made.kind === 'problem') await database.setupToken.create({ data: { one: true, tokenHash: row.tokenHash } });
  return made;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
