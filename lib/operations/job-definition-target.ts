import { jobSourcesOf, jobSourceId, type JobSource } from '@/engine/index.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import { NOT_FOUND, type NotFound, type OperationContext, type Target } from './operation.ts';

/** How a place of a model that makes jobs is named in parameters. */
export const POSITIONS = ['before', 'after', 'innerBefore', 'innerAfter', 'timer'] as const;
export type Position = (typeof POSITIONS)[number];

export interface JobDefinitionTarget {
  readonly target: Target;
  readonly source: JobSource;
  readonly title: string;
  readonly isSuspended: boolean;
  readonly priority: number | null;
}

/** A place that makes jobs which run by themselves: a continuation or a timer of one version. */
export async function findJobDefinition(
  context: OperationContext,
  { definitionKey, elementId, position }: { definitionKey: string; elementId: string; position: Position },
): Promise<JobDefinitionTarget | NotFound> {
  const definition = await context.engine.definition({ key: definitionKey });
  const processId = definition?.graph.processId;
  const { definitions } = context.access;
  if (definition === null || processId === undefined || (definitions !== null && !definitions.includes(processId)))
    return NOT_FOUND;
  const source = jobSourcesOf(definition.graph).find(
    (each) => each.elementId === elementId && (each.position ?? 'timer') === position,
  );
  if (source === undefined) return NOT_FOUND;
  const setting = definition.jobSettings.get(jobSourceId(source));
  return {
    target: {
      kind: 'definition',
      key: definitionKey,
      instanceKey: null,
      definitionKey,
      processId,
      elementId,
      businessKey: null,
    },
    source,
    title: `${position === 'timer' ? 'The timer' : 'The continuation'} at ${named(elementId)} of ${named(processId)} version ${definition.version}`,
    isSuspended: setting?.isSuspended ?? definition.isSuspended,
    priority: setting?.priority ?? null,
  };
}

/** Open jobs of the place that rest, or run, already. */
export async function jobsThatAre(
  database: Database,
  { definitionKey, elementId, position }: { definitionKey: string; elementId: string; position: Position },
  isSuspended: boolean,
): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number }[]>(Prisma.sql`
    select count(*)::int as count from job j where j.definition_key = ${definitionKey}::bigint
      and j.element_id = ${elementId} and j.ended_at is null
      and j.kind = ${position === 'timer' ? 'timer' : 'continuation'} and j.is_suspended = ${isSuspended}`);
  return row?.count ?? 0;
}
