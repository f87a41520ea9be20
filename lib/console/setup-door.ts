import { z } from 'zod';
import type { AuditRecord } from '@/engine/index.ts';
import { recordOfActor } from '@/lib/auth/record-of-person.ts';
import { requestAddress } from '@/lib/auth/request-address.ts';
import { completeSetup, isSetupOpen } from '@/lib/auth/setup.ts';
import { countAttempt } from '@/lib/auth/sign-in-throttle.ts';
import { type DoorSurroundings, guarded, json, problem, readJson } from './door.ts';
import { isOwnOrigin } from './origin.ts';

const MAX_LENGTH = 500;
const field = z.string().min(1).max(MAX_LENGTH);
const setupSchema = z.strictObject({ token: field, username: field, name: field, password: field });

/** `POST /api/setup`: the first administrator, by the one-time token. 404 for ever once there has been one. */
export async function answerSetup(request: Request, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    const { database, settings } = surroundings;
    if (!(await isSetupOpen(database))) return problem({ code: 'notFound', message: 'There is nothing here.' });
    if (!isOwnOrigin(request, settings))
      return problem({ code: 'origin', message: 'This request came from another site.' });
    const body = await readJson(request);
    if (body.kind !== 'read') return problem(body);
    const parsed = setupSchema.safeParse(body.value);
    if (!parsed.success)
      return problem({
        code: 'invalid',
        message: 'Token, user name, name and password are needed.',
        fields: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
      });
    const address = requestAddress(request.headers);
    const { blockedUntil } = await countAttempt(database, { username: 'set-up', address });
    if (blockedUntil !== null)
      return problem({ code: 'refused', message: `Too many tries. Go on at ${blockedUntil.toISOString()}.` });
    const result = await completeSetup(database, parsed.data);
    switch (result.kind) {
      case 'closed':
        return problem({ code: 'notFound', message: 'There is nothing here.' });
      case 'wrongToken':
        await surroundings.engine.audit(setupRecord(null, address), { outcome: 'denied', text: 'Wrong token' });
        return problem({
          code: 'invalid',
          message: 'The token is not right.',
          fields: [{ path: 'token', message: 'Not the token that was printed at the last start.' }],
        });
      case 'problem':
        return problem({
          code: 'invalid',
          message: result.message,
          fields: [{ path: result.field, message: result.message }],
        });
      default:
        await surroundings.engine.audit(setupRecord(parsed.data.username, address), { outcome: 'done', text: null });
        return json(201, { kind: 'created' });
    }
  });
}

/** `GET /api/setup`: whether the set-up page is there at all. */
export async function answerSetupState(surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () =>
    (await isSetupOpen(surroundings.database))
      ? json(200, { kind: 'open' })
      : problem({ code: 'notFound', message: 'There is nothing here.' }),
  );
}

function setupRecord(username: string | null, address: string): AuditRecord {
  return recordOfActor(
    { actorId: username, actorName: username, address },
    { operation: 'setup.complete', risk: 'high', targetKind: 'user', targetKey: username },
  );
}
