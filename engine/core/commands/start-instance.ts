import type { CommandHandler } from '../command-handler.ts';
import type { StartInstance } from '../commands.ts';
import { beginInstance } from '../moves/begin-instance.ts';
import { prepareInstanceCatches } from '../moves/catches.ts';
import { plainStart } from '../moves/called-instances.ts';
import type { StartEvent } from '../../graph/element.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';
import { MissingFacts } from '../failure.ts';
import type { CommandResult, Definition } from '../decision.ts';
import type { StartInstruction } from '../modification.ts';
import { obeyInstructions } from '../moves/obey-instructions.ts';
import { completeInstance, createInstance } from '../moves/instances.ts';
import { noteForm, submittedVariables } from '../moves/submit-form.ts';
import { setLocalVariable, setLocalVariables } from '../moves/variables.ts';
import { reject } from '../reject.ts';
import type { Step } from '../step.ts';

/** Creates the tree's root instance and sends its first token. */
export const startInstance: CommandHandler<StartInstance> = (step, command) => {
  const { instanceKey } = command;
  const definition = step.facts.definition(command.definitionKey);
  if (!definition) throw new MissingFacts([{ kind: 'definition', key: command.definitionKey }]);
  if (definition.isDeleted)
    return reject('notFound', 'there is no such process definition', { definitionKey: definition.key });
  if (definition.isSuspended)
    return reject('invalidState', 'the process definition is suspended', {
      definitionKey: definition.key,
      reason: 'suspended',
    });
  if (command.instructions && command.instructions.length > 0)
    return startElsewhere(step, command, definition, command.instructions);
  const startElementId = command.startElementId ?? startOf(definition.graph);
  const start = startElementId === undefined ? undefined : definition.graph.elements.get(startElementId);
  if (start?.kind !== 'startEvent')
    return reject('noStartEvent', 'the process has no start event for this', { processId: definition.graph.processId });
  const isGivenToStart = start.trigger.kind !== 'none' && definition.graph.semantics.workResults === 'localWhenMapped';
  createInstance(step, {
    key: instanceKey,
    definition,
    startElementId: start.id,
    businessKey: command.businessKey,
    tenantId: command.tenantId,
    calledBy: null,
    variables: isGivenToStart || command.isForm ? {} : command.variables,
    isRequested: command.startElementId === undefined,
    cause: command.cause,
    caseInstanceId: command.caseInstanceId ?? null,
  });
  if (command.isForm) {
    const place = { instanceKey, scopeKey: instanceKey, elementId: start.id, elementInstanceKey: null };
    setLocalVariables(step, instanceKey, submittedVariables(step, start.form, command.variables, place), null);
    noteForm(step, instanceKey, null, command.variables);
  }
  noteInitiator(step, command, start);
  if (command.message) {
    const { messageKey, correlationKey } = command.message;
    step.emit({
      type: 'messageCorrelated',
      at: step.now,
      messageKey,
      processId: definition.graph.processId,
      instanceKey,
      startKey: correlationKey,
      subscriptionKey: null,
    });
  }
  if (command.startedByJobKey)
    step.emit({ type: 'jobEnded', at: step.now, jobKey: command.startedByJobKey, outcome: 'completed', worker: null });
  beginInstance(step, instanceKey, isGivenToStart ? command.variables : null);
  return { instanceKey };
};

/** Camunda 7: who started it, or that nobody is known; a variable of that name that was given stays then. */
function noteInitiator(
  step: Step,
  { instanceKey, initiator }: StartInstance,
  { id, initiatorVariable }: StartEvent,
): void {
  if (!initiatorVariable || (!initiator && step.draft.variablesOf(instanceKey)?.has(initiatorVariable))) return;
  setLocalVariable(
    step,
    instanceKey,
    initiatorVariable,
    initiator ? { type: 'String', text: initiator } : { type: 'Null', text: null },
    id,
  );
}

/** Begins wherever it is asked to. */
function startElsewhere(
  step: Step,
  command: StartInstance,
  definition: Definition,
  instructions: readonly StartInstruction[],
): CommandResult {
  const { instanceKey, businessKey, tenantId, variables } = command;
  const [first] = instructions;
  const startElementId = first === undefined ? '' : firstElementOf(definition.graph, first);
  step.skipping = command;
  createInstance(step, {
    key: instanceKey,
    definition,
    startElementId,
    businessKey,
    tenantId,
    calledBy: null,
    variables,
    isRequested: command.restartOf === undefined,
    cause: command.cause,
    caseInstanceId: command.caseInstanceId ?? null,
    ...(command.restartOf === undefined ? {} : { restartOf: command.restartOf }),
  });
  prepareInstanceCatches(step, instanceKey)?.open();
  const outcome = obeyInstructions(step, instanceKey, instructions, { reason: null });
  if (outcome !== 'goesOn') completeInstance(step, instanceKey, null);
  return { instanceKey };
}

/** The element that an instance is said to begin with: of a flow the one it leads to. */
function firstElementOf({ elements, flows }: ProcessGraph, first: StartInstruction): string {
  if (first.kind === 'startBefore') return first.at.elementId;
  const taken = first.kind === 'startTransition' ? [first.flowId] : (elements.get(first.at.elementId)?.outgoing ?? []);
  const [flowId, second] = taken;
  return flowId === undefined || second !== undefined ? '' : (flows.get(flowId)?.targetId ?? '');
}

/** The none start event; Camunda 7 also begins at the only start there is, whatever it waits for. */
function startOf(graph: ProcessGraph): string | undefined {
  const plain = plainStart(graph);
  if (plain !== undefined || graph.semantics.onFailure !== 'rollback') return plain;
  return graph.startEventIds.length === 1 ? graph.startEventIds[0] : undefined;
}
