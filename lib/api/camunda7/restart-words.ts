import type { Rejection, StartInstruction } from '@/engine/index.ts';
import type { Call } from './call.ts';
import { definitionId, isKey } from './ids.ts';
import { invalidRequest, processEngineException, type RestError } from './rest-error.ts';
import { startRefused } from './start-instructions.ts';

/** Why a finished instance is not taken up again, in the original's words. */
export async function restartRefused(
  call: Call,
  rejection: Rejection,
  id: string,
  processDefinitionId: string,
  instructions: readonly StartInstruction[],
): Promise<RestError> {
  const { code, details } = rejection;
  if (code === 'notFound')
    return invalidRequest('Historic process instance cannot be found: historicProcessInstanceId is null');
  if (details.reason === 'running')
    return processEngineException(
      `ENGINE-13040 Historic process instance '${id}' cannot be restarted. It is not completed or terminated.`,
    );
  if (details.reason === 'otherDefinition') {
    const row = isKey(id) ? await call.engine.search.get('instance', id) : null;
    return processEngineException(
      `ENGINE-13041 Historic process instance '${id}' cannot be restarted. Its process definition '${row === null ? '' : definitionId(row)}' does not match given process definition '${processDefinitionId}'.`,
    );
  }
  return startRefused(rejection, instructions, processDefinitionId);
}
