import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { currentPerson } from '@/lib/auth/current-person.ts';
import { Prisma } from '@/lib/db.ts';
import { type DoorSurroundings, guarded, problem } from '../door.ts';
import { fileResponse } from '../file-response.ts';
import { isOwnOrigin } from '../origin.ts';
import type { QueryContext } from '../queries/query.ts';
import { INSTANCE_SORTS } from '../queries/instances.ts';
import { auditLines } from './audit-lines.ts';
import { exportedVariables, instanceCsv } from './instance-csv.ts';

const ofInstances = z.object({
  of: z.undefined().optional(),
  selection: z.object({
    keys: z.array(z.string()).optional(),
    filter: z.record(z.string(), z.string()).optional(),
    except: z.array(z.string()).optional(),
  }),
  sort: z.enum(INSTANCE_SORTS),
  columns: z.array(z.string()),
  maxRows: z.number().int(),
});
const ofAudit = z.object({
  of: z.literal('audit'),
  filter: z.record(z.string(), z.string()),
  format: z.enum(['csv', 'jsonl']),
  maxRows: z.number().int(),
});
const stored = z.union([ofInstances, ofAudit]);
type Stored = z.output<typeof stored>;
/** After that the request has to be made anew, with its own audit entry. */
const VALID_MINUTES = 10;
const GONE = { code: 'notFound', message: 'This export was fetched already, or asked for too long ago.' } as const;

/** `GET /api/exports/<key>`: the file that was asked for by an operation, once, for whoever asked. */
export async function answerExport(request: Request, key: string, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    const { database, engine, settings } = surroundings;
    if (!isOwnOrigin(request, settings))
      return problem({ code: 'origin', message: 'This request came from another site.' });
    const person = await currentPerson(request.headers, database, settings);
    if (person === null) return problem({ code: 'unauthenticated', message: 'Sign in to go on.' });
    // Who may export nothing at all is told so; of others it is known only what they asked for.
    const access = authorize(person, 'instance.export');
    if (!access.isAllowed && !authorize(person, 'audit.export').isAllowed)
      return problem({
        code: 'forbidden',
        message: access.message,
        permission: access.permission,
        rolesWithPermission: access.rolesWithPermission,
      });
    if (!/^\d{1,18}$/.test(key)) return problem(GONE);
    const [row] = await database.$queryRaw<{ request: unknown }[]>(Prisma.sql`
      update export_request set fetched_at = now() where key = ${key}::bigint and username = ${person.username}
        and fetched_at is null and created_at > now() - ${VALID_MINUTES}::int * interval '1 minute' returning request`);
    const parsed = stored.safeParse(row?.request);
    if (!parsed.success) return problem(GONE);
    return fileOf({ database, engine, person }, parsed.data);
  });
}

/** As far as the person may read it at this moment. */
function fileOf(around: Omit<QueryContext, 'access'>, request: Stored): Response {
  const [mayTake, access] =
    request.of === 'audit'
      ? [authorize(around.person, 'audit.export'), authorize(around.person, 'audit.read')]
      : [authorize(around.person, 'instance.export'), authorize(around.person, 'instance.read')];
  if (!mayTake.isAllowed || !access.isAllowed) return problem(GONE);
  const moment = new Date().toISOString().slice(0, 16).replace(':', '');
  if (request.of === 'audit') {
    const isCsv = request.format === 'csv';
    return fileResponse(auditLines({ ...around, access }, request), {
      name: `audit-${moment}.${request.format}`,
      type: isCsv ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    });
  }
  if (exportedVariables(request.columns) === null)
    return problem({ code: 'invalid', message: 'A column of this export is not known.' });
  return fileResponse(instanceCsv({ ...around, access }, request), {
    name: `instances-${moment}.csv`,
    type: 'text/csv; charset=utf-8',
  });
}
