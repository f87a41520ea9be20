import type { CommandHandler } from '../command-handler.ts';
import { DONE } from '../command-handler.ts';
import type { MigrateInstance } from '../commands.ts';
import type { Definition } from '../decision.ts';
import { MissingFacts } from '../failure.ts';
import { type ActiveElements, checkActiveElements } from '../migration/check-active-elements.ts';
import { failuresOf } from '../migration/check-plan.ts';
import { hasWorkBegun } from '../migration/has-work-begun.ts';
import { moveTokens, type AddedScope, type Movement } from '../migration/moved-tokens.ts';
import { moveWaits, openMoved, type MovedWaits } from '../migration/moved-waits.ts';
import { beginElement } from '../moves/enter.ts';
import { forgetError } from '../moves/forget-error.ts';
import { refuseWhileEnding } from '../moves/held-ends.ts';
import { closeWaits } from '../moves/incidents.ts';
import { applyOutputs } from '../moves/mappings.ts';
import { setLocalVariables } from '../moves/variables.ts';
import { reject } from '../reject.ts';
import type { ElementInstance, Key } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * Takes a running instance over to another definition. Tokens keep their keys, variables, jobs, tasks and incidents;
 * where the target has more scopes around them these begin, and where it has fewer those end. Camunda 8 keeps all
 * scopes as they are.
 */
export const migrateInstance: CommandHandler<MigrateInstance> = (step, command) => {
  const { instanceKey, plan } = command;
  const instance = step.draft.instances.get(instanceKey);
  if (!instance) return reject('notFound', 'there is no such running instance', { instanceKey });
  const target = step.facts.definition(plan.targetDefinitionKey);
  if (!target) throw new MissingFacts([{ kind: 'definition', key: plan.targetDefinitionKey }]);
  if (target.tenantId !== null && instance.tenantId !== target.tenantId) {
    return reject('invalidState', 'the target definition is of another tenant than the instance', {
      reason: 'otherTenant',
      instanceKey,
      tenantId: instance.tenantId,
      targetTenantId: target.tenantId,
    });
  }
  if (instance.definitionKey !== plan.sourceDefinitionKey) {
    return reject('invalidState', 'the instance is of another definition than the plan', {
      reason: 'otherDefinition',
      instanceKey,
      definitionKey: instance.definitionKey,
    });
  }
  const ending = refuseWhileEnding(step, instanceKey, { includesTakenAway: true });
  if (ending) return ending;
  const { passed, refusal } = checkPlan(step, instanceKey, target, plan.instructions);
  if (refusal) {
    tryPassed(step, command, target, passed);
    return refusal;
  }
  const movement = moveTokens(step, instanceKey, target.graph, plan.instructions);
  if (movement.failures.length > 0)
    return reject('invalidState', 'some tokens of the instance cannot be migrated', {
      reason: 'tokens',
      instanceKey,
      failures: JSON.stringify(movement.failures),
    });
  step.skipping = command;
  migrate(step, target, movement, command, passed);
  return DONE;
};

/** What stands first of what does not fit is told, be it an element itself or an event that it cannot wait for. */
function tryPassed(step: Step, command: MigrateInstance, target: Definition, passed: readonly Key[]): void {
  if (passed.length === 0) return;
  const { taken, elements } = moveTokens(step, command.instanceKey, target.graph, command.plan.instructions);
  const goes = new Set(passed);
  const movement: Movement = {
    taken: taken.filter(({ at }) => goes.has(at.key)),
    elements: elements.filter(({ key }) => goes.has(key)),
    continuations: [],
    dropped: [],
    added: [],
    failures: [],
  };
  migrate(step, target, movement, command, passed);
}

function checkPlan(
  step: Step,
  instanceKey: Key,
  target: Definition,
  instructions: MigrateInstance['plan']['instructions'],
): ActiveElements {
  if (step.semanticsOf(instanceKey).migration === 'byActiveElements')
    return checkActiveElements(step, instanceKey, target.graph, instructions);
  const models = { source: step.graphOf(instanceKey), target: target.graph, instructions };
  const isHolding = instructions.every((instruction) => failuresOf(models, instruction).length === 0);
  const refusal = isHolding
    ? null
    : reject('invalidArgument', 'the plan does not hold for the two definitions', { reason: 'plan', instanceKey });
  return { passed: [], refusal };
}

function migrate(
  step: Step,
  target: Definition,
  movement: Movement,
  { instanceKey, plan }: MigrateInstance,
  order: readonly Key[],
): void {
  for (const at of movement.dropped) dropScope(step, at);
  const waits = movedWaits(step, instanceKey, target, movement, plan.instructions);
  step.emit({
    type: 'instanceMigrated',
    at: step.now,
    instanceKey,
    definitionKey: target.key,
    elements: movement.elements,
    jobs: [...movement.continuations, ...waits.flatMap(({ jobs }) => jobs)],
    userTasks: waits.flatMap(({ userTasks }) => userTasks),
    subscriptions: waits.flatMap(({ subscriptions }) => subscriptions),
    incidents: [...waits.flatMap(({ incidents }) => incidents), ...incidentsOfContinuations(step, movement)],
  });
  for (const { key } of waits.flatMap(({ jobs }) => jobs)) forgetError(step, key);
  step.knowDefinition(target);
  for (const scope of movement.added) addScope(step, instanceKey, scope);
  const turns = new Map(order.map((key, n) => [key, n]));
  const turnOf = ({ ownerKey }: MovedWaits): number => turns.get(ownerKey) ?? 0;
  for (const { toOpen } of waits.toSorted((one, other) => turnOf(one) - turnOf(other)))
    openMoved(step, instanceKey, toOpen);
  setLocalVariables(step, instanceKey, plan.variables, null);
}

/** Its tokens have been taken out of it already, or are about to be. */
function dropScope(step: Step, at: ElementInstance): void {
  if (at.kind !== 'multiInstanceBody') applyOutputs(step, step.elementOf(at), at);
  closeWaits(step, at.key, 'deleted');
  step.emit({ type: 'elementEnded', at: step.now, elementInstanceKey: at.key, outcome: 'terminated' });
}

function addScope(step: Step, instanceKey: Key, { key, scopeKey, place }: AddedScope): void {
  const element = step.element(instanceKey, place.elementId);
  const at: ElementInstance = {
    key,
    instanceKey,
    elementId: element.id,
    kind: element.kind,
    scopeKey,
    phase: 'active',
    enteredBy: [],
    startedAt: step.now,
    index: null,
    data: null,
    calledInstanceKey: null,
  };
  step.emit({ type: 'elementActivated', at: step.now, element: at });
  beginElement(step, element, at, true, undefined, 'within');
}

function movedWaits(
  step: Step,
  instanceKey: Key,
  target: Definition,
  movement: Movement,
  instructions: MigrateInstance['plan']['instructions'],
): MovedWaits[] {
  const graph = target.graph;
  const moved = new Map(movement.elements.map((element) => [element.key, element]));
  const opensNone = (ownerKey: Key): boolean =>
    isInterrupted(step, instanceKey, ownerKey) ||
    (step.semanticsOf(instanceKey).migration === 'byActiveElements' && !hasWorkBegun(step, ownerKey));
  const ofInstance = moveWaits(
    step,
    { ownerKey: instanceKey, instanceKey, source: null, target: null, updatesTrigger: false, scopeKey: instanceKey },
    graph,
    instructions,
    opensNone(instanceKey),
  );
  const ofElements = movement.taken.map(({ at, instruction }) =>
    moveWaits(
      step,
      {
        ownerKey: at.key,
        instanceKey,
        source: instruction.source,
        target: instruction.target,
        updatesTrigger: instruction.updatesTrigger,
        scopeKey: moved.get(at.key)?.scopeKey ?? at.scopeKey,
        isActivation: at.kind === 'adHocInnerInstance',
      },
      graph,
      instructions,
      opensNone(at.key),
    ),
  );
  return [ofInstance, ...ofElements];
}

/** An interrupting event sub-process runs in the scope, which waits for nothing else since then. */
function isInterrupted(step: Step, instanceKey: Key, scopeKey: Key): boolean {
  for (const key of step.draft.tokensIn(scopeKey) ?? []) {
    const at = step.draft.elements.get(key);
    const element = at && step.elementOf(at);
    if (element?.kind !== 'eventSubProcess') continue;
    const start = step.element(instanceKey, element.startEventId);
    if (start.kind === 'startEvent' && start.isInterrupting) return true;
  }
  return false;
}

function incidentsOfContinuations(step: Step, { continuations }: Movement) {
  return continuations.flatMap((job) =>
    [...(step.draft.attachments(job.key) ?? [])]
      .filter((key) => step.draft.incidents.has(key))
      .map((key) => ({ key, elementId: job.elementId })),
  );
}
