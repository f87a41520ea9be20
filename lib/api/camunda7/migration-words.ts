import type {
  Definition,
  Element,
  ElementPlace,
  Key,
  MigrationInstruction,
  PlanFailure,
  TokenFailure,
} from '@/engine/index.ts';
import { activityInstanceId, MULTI_INSTANCE_SUFFIX } from './ids.ts';

export const activityIdAt = ({ elementId, isBody }: ElementPlace): string =>
  isBody ? elementId + MULTI_INSTANCE_SUFFIX : elementId;

const BEHAVIORS: Readonly<Record<string, string>> = {
  userTask: 'UserTaskActivityBehavior',
  workerTask: 'ExternalTaskActivityBehavior',
  receiveTask: 'ReceiveTaskActivityBehavior',
  expressionTask: 'ServiceTaskExpressionActivityBehavior',
  callActivity: 'CallActivityBehavior',
  subProcess: 'SubProcessActivityBehavior',
  eventSubProcess: 'EventSubProcessActivityBehavior',
  transaction: 'SubProcessActivityBehavior',
  exclusiveGateway: 'ExclusiveGatewayActivityBehavior',
  parallelGateway: 'ParallelGatewayActivityBehavior',
  inclusiveGateway: 'InclusiveGatewayActivityBehavior',
  eventBasedGateway: 'EventBasedGatewayActivityBehavior',
  intermediateCatchEvent: 'IntermediateCatchEventActivityBehavior',
  boundaryEvent: 'BoundaryEventActivityBehavior',
  startEvent: 'NoneStartEventActivityBehavior',
  scriptTask: 'ScriptTaskActivityBehavior',
};
const THROWING: Readonly<Record<string, string>> = {
  error: 'ErrorEndEventActivityBehavior',
  terminate: 'TerminateEndEventActivityBehavior',
  signal: 'ThrowSignalEventActivityBehavior',
  escalation: 'ThrowEscalationEventActivityBehavior',
  compensation: 'CompensationEventActivityBehavior',
  cancel: 'CancelEndEventActivityBehavior',
};

/** The class that runs such an element in the original: its reports name it. */
function behaviorName(element: Element | undefined, { isBody }: ElementPlace): string {
  if (element === undefined) return '';
  if (isBody)
    return 'multiInstance' in element && element.multiInstance?.isSequential
      ? 'SequentialMultiInstanceActivityBehavior'
      : 'ParallelMultiInstanceActivityBehavior';
  if (element.kind === 'endEvent' || element.kind === 'intermediateThrowEvent') {
    const none =
      element.kind === 'endEvent' ? 'NoneEndEventActivityBehavior' : 'IntermediateThrowNoneEventActivityBehavior';
    return element.work ? 'ExternalTaskActivityBehavior' : (THROWING[element.trigger.kind] ?? none);
  }
  if (element.kind === 'startEvent' && element.isInterrupting !== undefined)
    return 'EventSubProcessStartEventActivityBehavior';
  if (element.kind === 'passThroughTask')
    return element.bpmnType === 'manualTask' ? 'ManualTaskActivityBehavior' : 'TaskActivityBehavior';
  return BEHAVIORS[element.kind] ?? `${element.kind.charAt(0).toUpperCase()}${element.kind.slice(1)}ActivityBehavior`;
}

const PREFIXES: Readonly<Record<string, string>> = {
  boundaryEvent: 'boundary',
  intermediateCatchEvent: 'intermediate',
  startEvent: '',
};

function eventTypeName(element: Element | undefined): string {
  if (element === undefined || !('trigger' in element)) return '';
  const { kind } = element.trigger;
  const trigger = kind.charAt(0).toUpperCase() + kind.slice(1);
  if (element.kind === 'startEvent') return `${kind}StartEvent`;
  const isCatching = element.kind === 'intermediateCatchEvent' && (kind === 'message' || kind === 'signal');
  return `${PREFIXES[element.kind] ?? ''}${trigger}${isCatching ? 'Catch' : ''}`;
}

/** The original's sentences about one instruction. */
export function planFailureText(
  failure: PlanFailure,
  instruction: MigrationInstruction,
  instructions: readonly MigrationInstruction[],
  source: Definition,
  target: Definition,
): string {
  const from = activityIdAt(instruction.source);
  const to = activityIdAt(instruction.target);
  const sourceElement = source.graph.elements.get(instruction.source.elementId);
  const targetElement = target.graph.elements.get(instruction.target.elementId);
  const scope = failure.scope ? activityIdAt(failure.scope) : '';
  const otherScope = failure.otherScope ? activityIdAt(failure.otherScope) : '';
  switch (failure.code) {
    case 'unknownSource':
      return `Source activity '${from}' does not exist`;
    case 'unknownTarget':
      return `Target activity '${to}' does not exist`;
    case 'otherBehavior':
      return `Activities have incompatible types (${behaviorName(sourceElement, instruction.source)} is not compatible with ${behaviorName(targetElement, instruction.target)})`;
    case 'otherEvent':
      return `Events are not of the same type (${eventTypeName(sourceElement)} != ${eventTypeName(targetElement)})`;
    case 'addsBody':
      return `Target activity '${to}' is a descendant of multi-instance body '${scope}' that is not mapped from the source process definition.`;
    case 'bodyWithoutInner':
      return 'Must map the inner activity of a multi-instance body when the body is mapped';
    case 'innerLost':
      return 'Cannot remove the inner activity of a multi-instance body when the body is mapped';
    case 'gatewayTwice':
      return `Only one gateway can be mapped to gateway '${to}'`;
    case 'gatewayFlows':
      return 'The target gateway must have at least the same number of incoming sequence flows that the source gateway has';
    case 'gatewayScope':
      return `The gateway's flow scope '${scope}' must be mapped`;
    case 'eventScope':
      return `The source activity's event scope (${scope}) must be mapped to the target activity's event scope (${otherScope})`;
    case 'noTrigger':
      return 'Cannot update event trigger because the activity does not define a persistent event trigger';
    case 'keepsCondition':
      return 'Conditional event has to migrate with update event trigger.';
    case 'leavesAncestor':
      return `The closest mapped ancestor '${scope}' is mapped to scope '${otherScope}' which is not an ancestor of target scope '${to}'`;
    case 'mappedTwice': {
      const same = instructions.filter((one) => activityIdAt(one.source) === from);
      return `There are multiple mappings for source activity id '${from}': ${same.map((one) => `ValidatingMigrationInstructionImpl{sourceActivity=Activity(${activityIdAt(one.source)}), targetActivity=Activity(${activityIdAt(one.target)})}`).join(', ')}`;
    }
  }
}

const TOKEN_SENTENCES: Readonly<Record<TokenFailure['code'], string>> = {
  notMapped: "There is no migration instruction for this instance's activity",
  notAsyncBefore: 'Target activity is not asyncBefore',
  notAsyncAfter: 'Target activity is not asyncAfter',
};

/** One token of an instance, as the report names it; `executions`: those of transition instances, by their jobs. */
export function tokenReport(
  failure: TokenFailure,
  instructions: readonly { readonly dto: unknown; readonly instruction: MigrationInstruction }[],
  executions: ReadonlyMap<Key, Key>,
) {
  const { tokenKey, isContinuation, source, code } = failure;
  const sourceScopeId = activityIdAt(source);
  const id = isContinuation
    ? (executions.get(tokenKey) ?? tokenKey)
    : activityInstanceId({
        elementId: source.elementId,
        kind: source.isBody ? 'multiInstanceBody' : '',
        key: tokenKey,
      });
  const migrationInstruction =
    code === 'notMapped'
      ? null
      : (instructions.find(({ instruction }) => activityIdAt(instruction.source) === sourceScopeId)?.dto ?? null);
  const failures = [TOKEN_SENTENCES[code]];
  return isContinuation
    ? { migrationInstruction, transitionInstanceId: id, sourceScopeId, failures }
    : { migrationInstruction, activityInstanceId: id, sourceScopeId, failures };
}
