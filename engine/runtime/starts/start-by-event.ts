import type { StartInstance, Variables } from '../../core/commands.ts';
import type { Rejection } from '../../core/decision.ts';
import type { StartCause } from '../../core/start-cause.ts';
import type { Key } from '../../core/state.ts';
import type { Executed, ExecuteOptions } from '../../engine.ts';
import type { StartSubscription } from '../../store/messages.ts';
import type { MessagesParts } from '../messages/messages-parts.ts';

/** An instance that a message or signal begins at its start event. */
export async function startByEvent(
  { keys, executor }: MessagesParts,
  start: StartSubscription,
  variables: Variables,
  businessKey: string | null,
  message: StartInstance['message'],
  cause: StartCause,
  options: ExecuteOptions & Pick<StartInstance, 'returnsVariables'> = {},
): Promise<{ kind: 'started'; instanceKey: Key; variables?: Variables } | Rejection> {
  await keys.ensure();
  const instanceKey = keys.next();
  const outcome: Executed | Rejection = await executor.execute(
    instanceKey,
    {
      type: 'startInstance',
      instanceKey,
      definitionKey: start.definition_key,
      businessKey,
      tenantId: start.tenant_id,
      variables,
      startElementId: start.element_id,
      message,
      cause,
      ...(options.returnsVariables && { returnsVariables: true }),
    },
    options,
  );
  return outcome.kind === 'executed' ? { kind: 'started', instanceKey, variables: outcome.result.variables } : outcome;
}
