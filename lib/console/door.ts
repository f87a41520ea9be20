import { randomUUID } from 'node:crypto';
import { type AuditRecord, type Engine, hasHalfPair } from '@/engine/index.ts';
import { recordOfPerson } from '@/lib/auth/record-of-person.ts';
import type { AuthSettings } from '@/lib/auth/auth-settings.ts';
import { authorize, type Denied } from '@/lib/auth/authorize.ts';
import { currentPerson } from '@/lib/auth/current-person.ts';
import type { Person } from '@/lib/auth/person.ts';
import { requestAddress } from '@/lib/auth/request-address.ts';
import type { Database } from '@/lib/db.ts';
import type { DoorProblem } from './contract.ts';
import { isDatabaseAway } from './database-away.ts';
import { isOwnOrigin } from './origin.ts';
import { type Query, UnreadableParameters } from './queries/query.ts';
import { isQueryName, QUERIES } from './queries/registry.ts';

/** What stands behind the doors; routes get it from the composition root, tests bring their own. */
export interface DoorSurroundings {
  readonly database: Database;
  readonly engine: Engine;
  readonly settings: AuthSettings;
  /** An exception nobody expected: to the log, with the reference that the person sees. */
  report(error: unknown, reference: string): void;
}

type Answered = Omit<DoorProblem, 'reference'>;
const STATUS: Readonly<Record<DoorProblem['code'], number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  origin: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  refused: 422,
  failed: 500,
  unavailable: 503,
};
/** A form with a large JSON value; files have other ways. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
export const NOTHING_THERE: Answered = {
  code: 'notFound',
  message: 'There is no such thing, or it is out of your reach.',
};
const SIGN_IN: Answered = { code: 'unauthenticated', message: 'Sign in to go on.' };
/** PostgreSQL's word for a statement that ran into its time limit. */
const STATEMENT_TIMEOUT = '57014';

/** `GET /api/queries/<name>?…` */
export async function answerQuery(request: Request, name: string, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    if (!isOwnOrigin(request, surroundings.settings))
      return problem({ code: 'origin', message: 'This request came from another site.' });
    const person = await currentPerson(request.headers, surroundings.database, surroundings.settings);
    if (person === null) return problem(SIGN_IN);
    if (!isQueryName(name)) return problem(NOTHING_THERE);
    const query: Query<typeof name> = QUERIES[name];
    const access = authorize(person, query.permission);
    if (!access.isAllowed) {
      await surroundings.engine.audit(deniedRead(query.name, access, person, request), {
        outcome: 'denied',
        text: access.message,
      });
      return problem(forbidden(access));
    }
    const prepared = query.prepare(Object.fromEntries(new URL(request.url).searchParams));
    if (!prepared.isValid)
      return problem({ code: 'invalid', message: invalidSentence(prepared.problems), fields: prepared.problems });
    const context = { database: surroundings.database, engine: surroundings.engine, person, access };
    try {
      const view = await prepared.run(context);
      return view === null ? problem(NOTHING_THERE) : json(200, view);
    } catch (error) {
      if (!(error instanceof UnreadableParameters)) throw error;
      return problem({ code: 'invalid', message: invalidSentence(error.problems), fields: error.problems });
    }
  });
}

/** What an operation came to, as far as the door has to know. */
export type OperationAnswer =
  | { readonly kind: 'done' | 'preview' }
  | { readonly kind: 'invalid'; readonly problems: readonly { readonly path: string; readonly message: string }[] }
  | { readonly kind: 'denied'; readonly denied: Denied }
  | { readonly kind: 'notFound' | 'conflict' | 'refused'; readonly message: string };

export interface OperationCallerAtDoor {
  readonly database: Database;
  readonly engine: Engine;
  readonly person: Person;
  readonly address: string;
}
/** Runs the operation of that name; null: there is none. */
export type OperationRunner = (
  name: string,
  body: unknown,
  caller: OperationCallerAtDoor,
) => Promise<OperationAnswer> | null;

/** `POST /api/operations/<name>` */
export async function answerOperation(
  request: Request,
  name: string,
  surroundings: DoorSurroundings,
  run: OperationRunner,
): Promise<Response> {
  return guarded(surroundings, async () => {
    const asked = await askedOperation(request, surroundings);
    if (asked instanceof Response) return asked;
    const running = run(name, asked.body, asked.caller);
    return running === null ? problem(NOTHING_THERE) : operationResponse(await running);
  });
}

/** Who asks for an operation, and with which body; or why nobody is listened to. */
export async function askedOperation(
  request: Request,
  surroundings: DoorSurroundings,
): Promise<Response | { readonly body: unknown; readonly caller: OperationCallerAtDoor }> {
  if (!isOwnOrigin(request, surroundings.settings))
    return problem({ code: 'origin', message: 'This request came from another site.' });
  const person = await currentPerson(request.headers, surroundings.database, surroundings.settings);
  if (person === null) return problem(SIGN_IN);
  const body = await readJson(request);
  if (body.kind !== 'read') return problem(body);
  const { database, engine } = surroundings;
  return { body: body.value, caller: { database, engine, person, address: requestAddress(request.headers) } };
}

export function operationResponse(answer: OperationAnswer): Response {
  switch (answer.kind) {
    case 'invalid':
      return problem({ code: 'invalid', message: invalidSentence(answer.problems), fields: answer.problems });
    case 'denied':
      return problem(forbidden(answer.denied));
    case 'notFound':
    case 'conflict':
    case 'refused':
      return problem({ code: answer.kind, message: answer.message });
    default:
      return json(200, answer);
  }
}

export type Body = { readonly kind: 'read'; readonly value: unknown } | ({ readonly kind: 'unread' } & Answered);

/** A JSON body of limited size, whatever its headers say. */
export async function readJson(request: Request): Promise<Body> {
  if (!(request.headers.get('content-type') ?? '').startsWith('application/json')) {
    return { kind: 'unread', code: 'invalid', message: 'The content type has to be application/json.' };
  }
  const text = await readText(request, MAX_BODY_BYTES);
  if (text === null)
    return {
      kind: 'unread',
      code: 'tooLarge',
      message: `More than ${MAX_BODY_BYTES / 1024 / 1024} MB cannot be sent at once.`,
    };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unread', code: 'invalid', message: 'The body is not JSON.' };
  }
  // It could be kept nowhere, and the audit log would keep something else than was hashed.
  return hasHalfPair(text, value)
    ? { kind: 'unread', code: 'invalid', message: 'Half of a surrogate pair is no character and cannot be kept.' }
    : { kind: 'read', value };
}

/** Null: it is longer, and what comes after the limit was not read. */
export async function readText(request: Request, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Nothing unexpected reaches the browser: it gets a reference, the log gets the rest. */
export async function guarded(
  surroundings: Pick<DoorSurroundings, 'report'>,
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (isTimeout(error))
      return problem({ code: 'refused', message: 'This search takes too long. Add a definition or a time range.' });
    const reference = randomUUID();
    surroundings.report(error, reference);
    if (isDatabaseAway(error))
      return problem({ code: 'unavailable', message: 'The database cannot be reached at the moment.' }, reference);
    return problem(
      { code: 'failed', message: 'Something failed on the server. Nothing was lost; try again.' },
      reference,
    );
  }
}

function isTimeout(error: unknown): boolean {
  return (
    error instanceof Error && (error.message.includes(STATEMENT_TIMEOUT) || error.message.includes('statement timeout'))
  );
}

export function problem(answered: Answered & { readonly kind?: 'unread' }, reference: string = randomUUID()): Response {
  const { kind: _, ...error } = answered;
  return json(STATUS[answered.code], { error: { ...error, reference } });
}

export function json(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
}

function forbidden(denied: Denied): Answered {
  return {
    code: 'forbidden',
    message: denied.message,
    permission: denied.permission,
    rolesWithPermission: denied.rolesWithPermission,
  };
}

function invalidSentence(problems: readonly { readonly path: string; readonly message: string }[]): string {
  const [first] = problems;
  return first === undefined
    ? 'The request is not right.'
    : first.path === ''
      ? first.message
      : `${first.path}: ${first.message}`;
}

function deniedRead(name: string, denied: Denied, person: Person, request: Request): AuditRecord {
  return recordOfPerson(person, requestAddress(request.headers), {
    operation: `read.${name}`,
    risk: 'low',
    permission: denied.permission,
  });
}
