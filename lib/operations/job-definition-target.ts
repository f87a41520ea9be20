import { jobSourcesOf, jobSourceId, type JobSource } from '@/engine/index.ts';
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
export async function findJobDefinition(context: OperationContext, { definitionKey, elementId, position }: { definitionKey: string; elementId: string; position: Position }): Promise<JobDefinitionTarget | NotFound> {
  const definition = await context.engine.definition({ key: definitionKey });
  const processId = definition?.graph.processId;
  const { definitions } = context.access;
  if (definition === null || processId === undefined || (definitions !== null && !definitions.includes(processId))) return NOT_FOUND;
  const source = jobSourcesOf(definition.graph).find((each) => each.elementId === elementId && (each.position ?? 'timer') === position);
  if (source === undefined) return NOT_FOUND;
  const setting = definition.jobSettings.get(jobSourceId(source));
  return {
    target: { kind: 'definition', key: definitionKey, instanceKey: null, definitionKey, processId, elementId, businessKey: null }, source,
    title: `${position === 'timer' ? 'The timer' : 'The continuation'} at ${elementId} of ${processId} version ${definition.version}`,
    isSuspended: setting?.isSuspended ?? definition.isSuspended, priority: setting?.priority ?? null,
  };
}
