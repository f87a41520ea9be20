import type { Definition, Rejection } from '../../core/decision.ts';
import { startsBy } from '../../core/start-triggers.ts';
import type { Key } from '../../core/state.ts';
import type { ConditionalStart, StartedInstance } from '../../engine.ts';
import type { Pool } from '../../store/connection.ts';
import { startSubscriptions } from '../../store/messages.ts';
import type { Clock } from '../clock.ts';
import type { DefinitionRegistry } from '../models/definition-registry.ts';
import type { Executor } from '../execute.ts';
import type { KeySource } from '../commits/key-source.ts';
import { unstorableText, unstorableVariables } from '../storable-text.ts';

export interface ConditionalStartsParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly definitions: DefinitionRegistry;
  readonly executor: Executor;
}

interface Start {
  readonly definition: Definition;
  readonly elementId: string;
}

/**
 * Starts an instance at every conditional start event that holds with the given variables: of one definition, or of the
 * newest version of each process. Nothing is started when one of the conditions cannot be computed.
 */
export async function startByConditions(
  parts: ConditionalStartsParts,
  request: ConditionalStart,
): Promise<{ kind: 'started'; key: Key; instances: readonly StartedInstance[] } | Rejection> {
  const refusal =
    unstorableVariables(request.variables) ??
    (request.businessKey === null ? null : unstorableText('business key', request.businessKey));
  if (refusal) return refusal;
  const starts = await startsFor(parts, request);
  if ('kind' in starts) return starts;
  const holding: Start[] = [];
  for (const start of starts) {
    const element = start.definition.graph.elements.get(start.elementId);
    if (element?.kind !== 'startEvent' || element.trigger.kind !== 'conditional') continue;
    const holds = startsBy(element.trigger, request.variables, parts.clock.now());
    if (typeof holds === 'object')
      return { kind: 'rejection', code: 'failed', message: holds.failure, details: { elementId: start.elementId } };
    if (holds) holding.push(start);
  }
  const instances: StartedInstance[] = [];
  for (const { definition, elementId } of holding) {
    const instanceKey = await parts.keys.take();
    const outcome = await parts.executor.execute(instanceKey, {
      type: 'startInstance',
      instanceKey,
      definitionKey: definition.key,
      businessKey: request.businessKey,
      tenantId: definition.tenantId,
      variables: request.variables,
      startElementId: elementId,
      cause: { kind: 'condition', ...(request.sender && { sender: request.sender }) },
    });
    if (outcome.kind === 'rejection') return outcome;
    instances.push({ key: instanceKey, definitionKey: definition.key });
  }
  return { kind: 'started', key: await parts.keys.take(), instances };
}

async function startsFor(
  parts: ConditionalStartsParts,
  { definitionKey, tenantId }: ConditionalStart,
): Promise<readonly Start[] | Rejection> {
  if (definitionKey !== undefined) {
    const definition = await parts.definitions.load(definitionKey);
    if (!definition)
      return {
        kind: 'rejection',
        code: 'notFound',
        message: 'there is no such definition',
        details: { definitionKey },
      };
    const ids = definition.graph.startEventIds.filter((id) => {
      const start = definition.graph.elements.get(id);
      return start?.kind === 'startEvent' && start.trigger.kind === 'conditional';
    });
    return ids.length > 0 ? ids.map((elementId) => ({ definition, elementId })) : noStart({ definitionKey });
  }
  const waiting = await startSubscriptions(parts.pool, 'conditional', '', { tenantId });
  if (waiting.length === 0) return noStart({});
  const starts: Start[] = [];
  for (const { definition_key: key, element_id: elementId } of waiting) {
    const definition = await parts.definitions.load(key);
    if (definition) starts.push({ definition, elementId });
  }
  return starts;
}

function noStart(details: Rejection['details']): Rejection {
  return { kind: 'rejection', code: 'noStartEvent', message: 'no process begins by a condition', details };
}
