import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { currentPerson } from '@/lib/auth/current-person.ts';
import { Prisma } from '@/lib/db.ts';
import { type DoorSurroundings, guarded, problem } from '../door.ts';
import { fileResponse } from '../file-response.ts';
import { isOwnOrigin } from '../origin.ts';
import { INSTANCE_SORTS } from '../queries/instances.ts';
import { exportedVariables, instanceCsv } from './instance-csv.ts';

const stored = z.object({
  selection: z.object({ keys: z.array(z.string()).optional(), filter: z.record(z.string(), z.string()).optional(), except: z.array(z.string()).optional() }),
  sort: z.enum(INSTANCE_SORTS), columns: z.array(z.string()), maxRows: z.number().int(),
});
/** After that the request has to be made anew, with its own audit entry. */
const VALID_MINUTES = 10;
const GONE = { code: 'notFound', message: 'This export was fetched already, or asked for too long ago.' } as const;

/** `GET /api/exports/<key>`: the file that was asked for by an operation, once, for whoever asked. */
export async function answerExport(request: Request, key: string, surroundings: DoorSurroundings): Promise<Response> {
  return guarded(surroundings, async () => {
    const { database, engine, settings } = surroundings;
    if (!isOwnOrigin(request, settings)) return problem({ code: 'origin', message: 'This request came from another site.' });
    const person = await currentPerson(request.headers, database, settings);
    if (person === null) return problem({ code: 'unauthenticated', message: 'Sign in to go on.' });
    const access = authorize(person, 'instance.export');
    const reach = authorize(person, 'instance.read');
    if (!access.isAllowed) return problem({ code: 'forbidden', message: access.message, permission: access.permission, rolesWithPermission: access.rolesWithPermission });
    if (!reach.isAllowed || !/^\d{1,18}$/.test(key)) return problem(GONE);
    const [row] = await database.$queryRaw<{ request: unknown }[]>(Prisma.sql`
      update export_request set fetched_at = now() where key = ${key}::bigint and username = ${person.username} and fetched_at is null and created_at > now() - ${VALID_MINUTES}::int * interval '1 minute' returning request`);
    const parsed = stored.safeParse(row?.request);
    if (!parsed.success) return problem(GONE);
    if (exportedVariables(parsed.data.columns) === null) return problem({ code: 'invalid', message: 'A column of this export is not known.' });
    const lines = instanceCsv({ database, engine, person, access: reach }, parsed.data);
    return fileResponse(lines, { name: `instances-${new Date().toISOString().slice(0, 16).replace(':', '')}.csv`, type: 'text/csv; charset=utf-8' });
  });
}
