import { authorize } from '@/lib/auth/authorize.ts';
import type { Person } from '@/lib/auth/person.ts';
import type { QueryName, QueryParams, QueryView } from '../contract.ts';
import {
  askedOperation,
  type DoorSurroundings,
  guarded,
  NOTHING_THERE,
  type OperationAnswer,
  type OperationCallerAtDoor,
  operationResponse,
  problem,
} from '../door.ts';
import { fileResponse } from '../file-response.ts';
import type { Query } from '../queries/query.ts';
import { QUERIES } from '../queries/registry.ts';
import { type Ask, bundleText } from './bundle-parts.ts';

/** Decides, checks and audits the export, like any operation; `done` names the instance. */
export type ExportRunner = (
  body: unknown,
  caller: OperationCallerAtDoor,
) => Promise<OperationAnswer & { readonly instanceKey?: string | null }>;

/**
 * `POST /api/bundles`: the body of the operation `instance.export-bundle`; the answer is the file, or the operation's
 * refusal.
 */
export async function answerBundle(
  request: Request,
  surroundings: DoorSurroundings,
  run: ExportRunner,
): Promise<Response> {
  return guarded(surroundings, async () => {
    const asked = await askedOperation(request, surroundings);
    if (asked instanceof Response) return asked;
    const { person } = asked.caller;
    const answer = await run(asked.body, asked.caller);
    if (answer.kind !== 'done' || typeof answer.instanceKey !== 'string') return operationResponse(answer);
    const ask = askAs(person, surroundings);
    const root = await ask('instance', { key: answer.instanceKey });
    if (root === null) return problem(NOTHING_THERE);
    return fileResponse(bundleText(ask, root, { exportedAt: new Date().toISOString(), exportedBy: person.name }), {
      name: `instance-${root.key}.json`,
      type: 'application/json',
    });
  });
}

/** Queries as the browser of this person would have them answered. */
function askAs(person: Person, { database, engine }: DoorSurroundings): Ask {
  return async <N extends QueryName>(name: N, params: QueryParams<N>): Promise<QueryView<N> | null> => {
    const query: Query<N> = QUERIES[name];
    const access = authorize(person, query.permission);
    if (!access.isAllowed) return null;
    const prepared = query.prepare(params);
    if (!prepared.isValid) throw new Error(`The bundle asked ${name} wrongly: ${JSON.stringify(prepared.problems)}`);
    return prepared.run({ database, engine, person, access });
  };
}
