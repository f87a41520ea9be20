import type { Definition, ElementInstanceRow, Engine, InstanceRow, JobRow, Key } from '@/engine/index.ts';

/** What is alive of one instance, as far as tokens go. */
export interface LivingTokens {
  readonly elements: readonly ElementInstanceRow[];
  readonly continuations: readonly JobRow[];
}

const isAccompanied = (job: JobRow, { elements, continuations }: LivingTokens): boolean =>
  [...elements, ...continuations].some((token) => token.key !== job.key && token.scopeKey === job.scopeKey);

/**
 * The execution in which a token waits in an asynchronous continuation, and the id of its transition instance: that of
 * the scope where it is alone in it, its own beside others. Runs of a parallel multi-instance activity are never alone.
 */
export function executionOfTransition(job: JobRow, tokens: LivingTokens, definition: Definition | null): Key {
  const isInner = job.position === 'innerBefore' || job.position === 'innerAfter';
  const model = definition?.graph.elements.get(job.elementId);
  const isParallel =
    isInner && model !== undefined && 'multiInstance' in model && model.multiInstance?.isSequential === false;
  return isParallel || isAccompanied(job, tokens) ? job.key : (job.scopeKey ?? job.instanceKey ?? job.key);
}

/** Executions of an instance's transition instances, by their jobs. */
export async function transitionExecutions(engine: Engine, instance: InstanceRow): Promise<ReadonlyMap<Key, Key>> {
  const [definition, tokens] = await Promise.all([
    engine.definition({ key: instance.definitionKey }),
    livingTokens(engine, instance),
  ]);
  return new Map(tokens.continuations.map((job) => [job.key, executionOfTransition(job, tokens, definition)]));
}

/** What is alive in an instance, the oldest first. */
export async function livingTokens({ search }: Engine, instance: InstanceRow): Promise<LivingTokens> {
  const alive = [
    { field: 'instanceKey', op: '=', value: instance.key },
    { field: 'endedAt', op: 'isNull' },
  ] as const;
  const [elements, continuations] = await Promise.all([
    search.find('elementInstance', { where: alive, sort: [{ field: 'key', order: 'asc' }] }),
    search.find('job', {
      where: [...alive, { field: 'kind', op: '=', value: 'continuation' }],
      sort: [{ field: 'key', order: 'asc' }],
    }),
  ]);
  return { elements, continuations };
}
