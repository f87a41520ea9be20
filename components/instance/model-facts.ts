import { type MessageKey, t } from '@/components/messages/messages.ts';
import { lines, type ModelFact, type ModelNodes } from './model-fact.ts';
import { listenersOf, listenerWord } from './model-listeners.ts';
import { BPMN, CAMUNDA, camunda, childrenOf, extensionsOf, type ModelNode, textOf, ZEEBE } from './model-node.ts';
import { workFacts } from './model-work-facts.ts';

export interface ModelFacts {
  readonly title: MessageKey;
  readonly rows: readonly ModelFact[];
}
export interface FlowOut {
  readonly id: string;
  readonly name: string;
  readonly target: string;
}

/**
 * What the model says of an element, or of the process: what it does and reads and writes, when it calls whom, and
 * where it leads. Groups without lines are left out.
 */
export function modelFacts(node: ModelNode, nodes: ModelNodes, flows: readonly FlowOut[]): readonly ModelFacts[] {
  return (
    [
      {
        title: 'model.documentation',
        rows: childrenOf(node, BPMN, 'documentation').flatMap((each) => lines(t('model.note'), textOf(each))),
      },
      { title: 'model.work', rows: workFacts(node, nodes) },
      { title: 'model.in', rows: inputs(node) },
      { title: 'model.out', rows: outputs(node) },
      { title: 'model.loop', rows: loop(node) },
      { title: 'model.listeners', rows: listeners(node) },
      { title: 'model.flows', rows: flowFacts(node, nodes, flows) },
      { title: 'model.more', rows: properties(node) },
    ] satisfies readonly ModelFacts[]
  ).filter(({ rows }) => rows.length > 0);
}

function inputs(node: ModelNode): readonly ModelFact[] {
  const passed = passedTo(node, 'in');
  return [
    ...extensionsOf(node, CAMUNDA, 'inputOutput', 'inputParameter').map((each) => parameter(each, true)),
    ...extensionsOf(node, ZEEBE, 'ioMapping', 'input').map((each) => mapping(each, true)),
    ...passed,
    ...propagated(node, 'propagateAllParentVariables', t('model.allVariables'), t('model.toCalled')),
  ];
}

function outputs(node: ModelNode): readonly ModelFact[] {
  const result =
    camunda(node, 'resultVariable') ??
    [...extensionsOf(node, ZEEBE, 'calledDecision'), ...extensionsOf(node, ZEEBE, 'script')]
      .map((each) => each.getAttribute('resultVariable'))
      .find((each) => each !== null) ??
    null;
  return [
    ...(result === null ? [] : [{ label: result, value: t('model.result'), writes: { name: result, isLocal: false } }]),
    ...extensionsOf(node, CAMUNDA, 'inputOutput', 'outputParameter').map((each) => parameter(each, false)),
    ...extensionsOf(node, ZEEBE, 'ioMapping', 'output').map((each) => mapping(each, false)),
    ...passedTo(node, 'out'),
    ...propagated(node, 'propagateAllChildVariables', t('model.allVariables'), t('model.fromCalled')),
  ];
}

function parameter(node: ModelNode, isLocal: boolean): ModelFact {
  const name = node.getAttribute('name') ?? '';
  const [script] = childrenOf(node, CAMUNDA, 'script');
  const list = childrenOf(node, CAMUNDA, 'list').flatMap((each) =>
    [...each.children].map((value) => textOf(value) ?? ''),
  );
  const map = childrenOf(node, CAMUNDA, 'map').flatMap((each) =>
    childrenOf(each, CAMUNDA, 'entry').map((entry) => `${entry.getAttribute('key') ?? ''}: ${textOf(entry) ?? ''}`),
  );
  const value =
    script !== undefined
      ? `${script.getAttribute('scriptFormat') ?? ''}: ${textOf(script) ?? script.getAttribute('resource') ?? ''}`
      : list.length > 0
        ? `[${list.join(', ')}]`
        : map.length > 0
          ? `{${map.join(', ')}}`
          : (textOf(node) ?? t('model.nothing'));
  return { label: name, value, writes: { name, isLocal } };
}

function mapping(node: ModelNode, isLocal: boolean): ModelFact {
  const name = node.getAttribute('target') ?? '';
  return {
    label: name,
    value: node.getAttribute('source') ?? t('model.nothing'),
    writes: { name: name.split('.')[0] ?? name, isLocal },
  };
}

/** `camunda:in` and `camunda:out` of a call: between the two instances. What comes out is written around the call. */
function passedTo(node: ModelNode, direction: 'in' | 'out'): readonly ModelFact[] {
  return extensionsOf(node, CAMUNDA, direction).map((each) => {
    const businessKey = each.getAttribute('businessKey');
    if (businessKey !== null) return { label: t('model.businessKey'), value: businessKey };
    const where = t(direction === 'in' ? 'model.toCalled' : 'model.fromCalled');
    if (each.getAttribute('variables') === 'all') return { label: t('model.allVariables'), value: where };
    const target = each.getAttribute('target') ?? '';
    return {
      label: target,
      value: each.getAttribute('source') ?? each.getAttribute('sourceExpression') ?? t('model.nothing'),
      ...(direction === 'out' && { writes: { name: target, isLocal: false } }),
    };
  });
}

function propagated(node: ModelNode, attribute: string, label: string, value: string): readonly ModelFact[] {
  return extensionsOf(node, ZEEBE, 'calledElement')
    .filter((each) => each.getAttribute(attribute) !== 'false')
    .map(() => ({ label, value }));
}

function loop(node: ModelNode): readonly ModelFact[] {
  const [body] = childrenOf(node, BPMN, 'multiInstanceLoopCharacteristics');
  if (body === undefined) return [];
  const [cloud] = extensionsOf(body, ZEEBE, 'loopCharacteristics');
  return [
    {
      label: t('model.loopKind'),
      value: t(body.getAttribute('isSequential') === 'true' ? 'model.sequential' : 'model.parallel'),
    },
    ...lines(t('model.loopCount'), textOf(childrenOf(body, BPMN, 'loopCardinality')[0])),
    ...lines(t('model.loopItems'), camunda(body, 'collection') ?? cloud?.getAttribute('inputCollection') ?? null),
    ...lines(t('model.loopItem'), camunda(body, 'elementVariable') ?? cloud?.getAttribute('inputElement') ?? null),
    ...lines(t('model.loopResults'), cloud?.getAttribute('outputCollection') ?? null),
    ...lines(t('model.loopResult'), cloud?.getAttribute('outputElement') ?? null),
    ...lines(t('model.loopEnd'), textOf(childrenOf(body, BPMN, 'completionCondition')[0])),
  ];
}

/** What is called beside the element's own work, and when. */
function listeners(node: ModelNode): readonly ModelFact[] {
  return listenersOf(node).map((each) => ({
    label: listenerWord(each),
    value:
      each.jobType === null
        ? each.code
        : t('model.jobOfType', { type: each.jobType }) +
          (each.retries === null ? '' : `, ${t('model.withRetries', { retries: each.retries })}`),
  }));
}

function flowFacts(node: ModelNode, nodes: ModelNodes, flows: readonly FlowOut[]): readonly ModelFact[] {
  const otherwise = node.getAttribute('default');
  return flows.map(({ id, name, target }) => {
    const flow = nodes.get(id);
    const condition = textOf(childrenOf(flow, BPMN, 'conditionExpression')[0]);
    const called = flow === undefined ? [] : listeners(flow).map(({ value }) => t('model.flowCalls', { code: value }));
    const when =
      id === otherwise
        ? t('model.otherwise')
        : (condition ??
          (otherwise !== null || (flows.length > 1 && node.localName.endsWith('clusiveGateway'))
            ? t('model.noCondition')
            : t('model.always')));
    return {
      label: t('model.flowTo', { target }) + (name === '' ? '' : ` (${name})`),
      value: [when, ...called].join('; '),
    };
  });
}

function properties(node: ModelNode): readonly ModelFact[] {
  return [
    ...extensionsOf(node, ZEEBE, 'taskHeaders', 'header').map((each) => ({
      label: t('model.header', { name: each.getAttribute('key') ?? '' }),
      value: each.getAttribute('value') ?? '',
    })),
    ...extensionsOf(node, CAMUNDA, 'properties', 'property').map((each) => ({
      label: each.getAttribute('name') ?? '',
      value: each.getAttribute('value') ?? '',
    })),
    ...extensionsOf(node, ZEEBE, 'properties', 'property').map((each) => ({
      label: each.getAttribute('name') ?? '',
      value: each.getAttribute('value') ?? '',
    })),
  ];
}
