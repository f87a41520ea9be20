import type { MappedElement, ModificationStep, OperationParameters, RestartChoices } from './contract.ts';
import {
  call,
  type Calls,
  type CallsOf,
  either,
  jsonValues,
  type RequestFacts,
  seven,
  typedValues,
} from './rest-calls.ts';

const BODY = '#multiInstanceBody';
type Start = Extract<ModificationStep, { kind: 'startBefore' | 'startAfter' | 'startFlow' }>;
type Skips = { readonly skipsListeners?: boolean; readonly skipsMappings?: boolean };

export const moveCalls: CallsOf = {
  'instance.modify': (parameters, facts) =>
    either(facts, modificationOfSeven(parameters), modificationOfEight(parameters, facts)),
  'instance.migrate': ({ instanceKey, ...parameters }, facts) => {
    const plan = facts.definitionKey && migrationPlan({ ...parameters, sourceDefinitionKey: facts.definitionKey });
    return either(
      facts,
      plan
        ? [call('POST', '/engine-rest/migration/execute', { ...plan, processInstanceIds: [instanceKey] })]
        : undefined,
      migrationOfEight(instanceKey, parameters),
    );
  },
  'instance.restart': ({ instanceKey, ...choices }, facts) => {
    const body = restartBody(choices, facts);
    return seven(
      facts,
      ...(body === null
        ? []
        : [
            call('POST', `/engine-rest/process-definition/${choices.definitionKey}/restart`, {
              ...body,
              processInstanceIds: [instanceKey],
            }),
          ]),
    );
  },
};

/** As `/engine-rest` names it: a body around inner instances has a name of its own. */
const activityId = ({
  elementId,
  isBody = false,
}: {
  readonly elementId: string;
  readonly isBody?: boolean;
}): string => (isBody ? elementId + BODY : elementId);

export const skipFields = ({ skipsListeners = false, skipsMappings = false }: Skips) => ({
  skipCustomListeners: skipsListeners,
  skipIoMappings: skipsMappings,
});

/** undefined: a value goes up otherwise. */
function startOfSeven(step: Start): Readonly<Record<string, unknown>> | undefined {
  const values = typedValues(step.variables);
  if (values === undefined) return undefined;
  const isLocal = step.isLocal === true;
  return {
    type: { startBefore: 'startBeforeActivity', startAfter: 'startAfterActivity', startFlow: 'startTransition' }[
      step.kind
    ],
    ...(step.kind === 'startFlow' ? { transitionId: step.flowId } : { activityId: activityId(step) }),
    ...(step.ancestorKey != null && { ancestorActivityInstanceId: step.ancestorKey }),
    ...(Object.keys(values).length > 0 && {
      variables: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, { ...Object(value), local: isLocal }]),
      ),
    }),
  };
}

const isStart = (step: ModificationStep): step is Start =>
  step.kind === 'startBefore' || step.kind === 'startAfter' || step.kind === 'startFlow';

/** Each step as an instruction of `/engine-rest`; `of`: for one instance, or the same for many. */
export function instructionsOfSeven(
  steps: readonly ModificationStep[],
  of: 'one' | 'many',
): readonly Readonly<Record<string, unknown>>[] | undefined {
  const instructions = steps.map((step, n) => {
    if (isStart(step)) return startOfSeven(step);
    if (step.kind === 'cancel') return { type: 'cancel', activityInstanceId: step.elementInstanceKey };
    if (step.kind === 'cancelContinuation') return { type: 'cancel', transitionInstanceId: step.jobKey };
    if (of === 'many')
      return { type: 'cancel', activityId: activityId(step), cancelCurrentActiveActivityInstances: true };
    // For one instance it also takes what an earlier step has begun there, which is not meant.
    return steps.slice(0, n).some(isStart) ? undefined : { type: 'cancel', activityId: activityId(step) };
  });
  return allOf(instructions);
}

/** undefined: one of them is. */
function allOf<Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const there = values.filter((value) => value !== undefined);
  return there.length === values.length ? there : undefined;
}

function modificationOfSeven({ instanceKey, steps, ...skips }: OperationParameters<'instance.modify'>): Calls {
  const instructions = instructionsOfSeven(steps, 'one');
  return (
    instructions && [
      call('POST', `/engine-rest/process-instance/${instanceKey}/modification`, { instructions, ...skipFields(skips) }),
    ]
  );
}

/**
 * `/v2` begins before elements and ends element instances by their keys; it knows no other steps, and skips nothing.
 */
function modificationOfEight(
  { instanceKey, steps, skipsListeners, skipsMappings }: OperationParameters<'instance.modify'>,
  { active }: RequestFacts,
): Calls {
  if (skipsListeners === true || skipsMappings === true) return null;
  if (steps.some(({ kind }) => kind === 'startAfter' || kind === 'startFlow' || kind === 'cancelContinuation'))
    return null;
  const activating = steps.flatMap((step) => (step.kind === 'startBefore' ? [activation(step)] : []));
  const activateInstructions = allOf(activating);
  const terminateInstructions = steps.flatMap((step) =>
    step.kind === 'cancel'
      ? [{ elementInstanceKey: step.elementInstanceKey }]
      : step.kind === 'cancelAll'
        ? active
            .filter(({ elementId, isBody }) => elementId === step.elementId && isBody === (step.isBody ?? false))
            .map(({ key }) => ({ elementInstanceKey: key }))
        : [],
  );
  return (
    activateInstructions && [
      call('POST', `/v2/process-instances/${instanceKey}/modification`, {
        activateInstructions,
        terminateInstructions,
      }),
    ]
  );
}

function activation(step: Extract<ModificationStep, { kind: 'startBefore' | 'startAfter' }>) {
  const variables = jsonValues(step.variables);
  return (
    variables && {
      elementId: step.elementId,
      ...(step.ancestorKey != null && { ancestorElementInstanceKey: step.ancestorKey }),
      ...(Object.keys(variables).length > 0 && {
        variableInstructions: [{ variables, ...(step.isLocal === true && { scopeId: step.elementId }) }],
      }),
    }
  );
}

type Migration = Pick<OperationParameters<'instance.migrate'>, 'targetDefinitionKey' | 'mapping' | 'variables'> &
  Skips & { readonly sourceDefinitionKey: string };

/** As `/engine-rest` takes it, without the instances; undefined: a value goes up otherwise. */
export function migrationPlan({
  sourceDefinitionKey,
  targetDefinitionKey,
  mapping,
  variables = [],
  ...skips
}: Migration): Readonly<Record<string, unknown>> | undefined {
  const values = typedValues(variables);
  return (
    values && {
      migrationPlan: {
        sourceProcessDefinitionId: sourceDefinitionKey,
        targetProcessDefinitionId: targetDefinitionKey,
        instructions: mapping.map(({ source, target, updatesTrigger = false }) => ({
          sourceActivityIds: [source],
          targetActivityIds: [target],
          updateEventTrigger: updatesTrigger,
        })),
        ...(variables.length > 0 && { variables: values }),
      },
      ...skipFields(skips),
    }
  );
}

/** `/v2` maps a multi-instance with its body, sets no variables, computes no trigger anew and skips nothing. */
function migrationOfEight(
  instanceKey: string,
  {
    targetDefinitionKey,
    mapping,
    variables = [],
    skipsListeners,
    skipsMappings,
  }: Omit<Migration, 'sourceDefinitionKey'>,
): Calls {
  if (variables.length > 0 || skipsListeners === true || skipsMappings === true) return null;
  if (mapping.some(({ updatesTrigger }) => updatesTrigger === true)) return null;
  const isBody = ({ source }: MappedElement) => source.endsWith(BODY);
  return [
    call('POST', `/v2/process-instances/${instanceKey}/migration`, {
      targetProcessDefinitionKey: targetDefinitionKey,
      mappingInstructions: mapping
        .filter((each) => !isBody(each))
        .map(({ source, target }) => ({ sourceElementId: source, targetElementId: target })),
    }),
  ];
}

/** null: `/engine-rest` restarts in the definition that the instance had, with the variables that it had. */
export function restartBody(
  { definitionKey, starts, variables, changed = [], leftOut = [], keepsBusinessKey, ...skips }: RestartChoices & Skips,
  facts: RequestFacts,
): Readonly<Record<string, unknown>> | null {
  if (changed.length > 0 || leftOut.length > 0 || definitionKey !== facts.definitionKey) return null;
  return {
    instructions: starts.map((start) =>
      start.kind === 'flow'
        ? { type: 'startTransition', transitionId: start.flowId }
        : {
            type: start.kind === 'before' ? 'startBeforeActivity' : 'startAfterActivity',
            activityId: activityId(start),
          },
    ),
    initialVariables: variables === 'initial',
    withoutBusinessKey: !keepsBusinessKey,
    ...skipFields(skips),
  };
}
