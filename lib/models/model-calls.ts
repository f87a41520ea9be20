import type { Engine } from '@/engine/index.ts';
import { type Database, Prisma } from '@/lib/db.ts';

/** Models that name the process in their text are read, newest first. */
const MAX_READ = 50;

/** A call activity that calls a process by its id. */
export interface ModelCall {
  readonly definitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly elementId: string;
  readonly binding: string;
  /** Of a call that is bound to a version: which, as it is written. */
  readonly calledVersion: string | null;
}

/**
 * Where the newest versions of all processes (but one) call a process. What an expression chooses is not known
 * beforehand.
 */
export async function modelCalls(
  { database, engine }: { readonly database: Database; readonly engine: Pick<Engine, 'definition'> },
  processId: string,
  exceptKey: string | null,
): Promise<readonly ModelCall[]> {
  const rows = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select d.key::text as key from definition d join deployment_resource r on r.key = d.resource_key
    where d.is_latest and d.deleted_at is null and (${exceptKey}::bigint is null or d.key <> ${exceptKey}::bigint)
      and position(convert_to(${processId}, 'UTF8') in r.content) > 0 order by d.key desc
      limit ${MAX_READ}::int`);
  const models = await Promise.all(rows.map(({ key }) => engine.definition({ key })));
  return models.flatMap((model) =>
    model === null
      ? []
      : [...model.graph.elements.values()].flatMap((element) =>
          element.kind === 'callActivity' &&
          element.calledProcessId.language === 'literal' &&
          element.calledProcessId.text === processId
            ? [
                {
                  definitionKey: model.key,
                  processId: model.graph.processId,
                  version: model.version,
                  elementId: element.id,
                  binding: element.binding,
                  calledVersion: element.version?.text ?? null,
                },
              ]
            : [],
        ),
  );
}

/** Whether the call may be of this very version. */
export function isOfVersion(
  { binding, calledVersion }: ModelCall,
  { version, isLatest }: { readonly version: number; readonly isLatest: boolean },
): boolean {
  if (binding === 'version') return calledVersion === String(version);
  return binding === 'latest' ? isLatest : true;
}
