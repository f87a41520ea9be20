import { t } from '@/components/messages/messages.ts';
import { codeOf, lines, type ModelFact, type ModelNodes } from './model-fact.ts';
import { BPMN, CAMUNDA, camunda, childrenOf, extensionsOf, type ModelNode, textOf, ZEEBE } from './model-node.ts';

/** What an element does or waits for, in whose hands, and how often it is tried. */
export function workFacts(node: ModelNode, nodes: ModelNodes): readonly ModelFact[] {
  return [
    ...code(node),
    ...called(node),
    ...people(node),
    ...form(node),
    ...events(node, nodes),
    ...attempts(node),
    ...process(node),
  ];
}

function code(node: ModelNode): readonly ModelFact[] {
  const [work] = extensionsOf(node, ZEEBE, 'taskDefinition');
  const [script] = extensionsOf(node, ZEEBE, 'script');
  const [source] = childrenOf(node, BPMN, 'script');
  return [
    ...lines(t('model.topic'), camunda(node, 'topic') ?? work?.getAttribute('type') ?? null),
    ...lines(t('model.class'), camunda(node, 'class')),
    ...lines(t('model.delegate'), camunda(node, 'delegateExpression')),
    ...lines(t('model.expression'), camunda(node, 'expression')),
    ...extensionsOf(node, CAMUNDA, 'connector').flatMap((each) =>
      lines(t('model.connector'), textOf(childrenOf(each, CAMUNDA, 'connectorId')[0])),
    ),
    ...extensionsOf(node, CAMUNDA, 'field').map((each) => ({
      label: each.getAttribute('name') ?? '',
      value: each.getAttribute('stringValue') ?? each.getAttribute('expression') ?? textOf(each) ?? '',
    })),
    ...lines(t('model.script'), script?.getAttribute('expression') ?? null),
    ...(node.localName === 'scriptTask'
      ? lines(
          t('model.script'),
          [node.getAttribute('scriptFormat'), textOf(source) ?? camunda(node, 'resource')]
            .filter((part) => part !== null)
            .join(': '),
        )
      : []),
  ];
}

/** Another process or a decision. */
function called(node: ModelNode): readonly ModelFact[] {
  const [process] = extensionsOf(node, ZEEBE, 'calledElement');
  const [decision] = extensionsOf(node, ZEEBE, 'calledDecision');
  const binding =
    camunda(node, 'calledElementBinding') ??
    camunda(node, 'decisionRefBinding') ??
    process?.getAttribute('bindingType') ??
    decision?.getAttribute('bindingType') ??
    null;
  const version =
    camunda(node, 'calledElementVersion') ??
    camunda(node, 'decisionRefVersion') ??
    camunda(node, 'calledElementVersionTag') ??
    process?.getAttribute('versionTag') ??
    decision?.getAttribute('versionTag') ??
    null;
  const which = [binding, version].filter((part) => part !== null).join(' ');
  const named = (id: string | null) => (id === null || which === '' ? id : `${id} (${which})`);
  return [
    ...lines(t('model.calls'), named(node.getAttribute('calledElement') ?? process?.getAttribute('processId') ?? null)),
    ...lines(t('model.decides'), named(camunda(node, 'decisionRef') ?? decision?.getAttribute('decisionId') ?? null)),
    ...lines(t('model.decisionResult'), camunda(node, 'mapDecisionResult')),
  ];
}

function people(node: ModelNode): readonly ModelFact[] {
  const [assignment] = extensionsOf(node, ZEEBE, 'assignmentDefinition');
  const [schedule] = extensionsOf(node, ZEEBE, 'taskSchedule');
  const [priority] = extensionsOf(node, ZEEBE, 'priorityDefinition');
  return [
    ...lines(t('model.assignee'), camunda(node, 'assignee') ?? assignment?.getAttribute('assignee') ?? null),
    ...lines(
      t('model.groups'),
      camunda(node, 'candidateGroups') ?? assignment?.getAttribute('candidateGroups') ?? null,
    ),
    ...lines(t('model.users'), camunda(node, 'candidateUsers') ?? assignment?.getAttribute('candidateUsers') ?? null),
    ...lines(t('model.due'), camunda(node, 'dueDate') ?? schedule?.getAttribute('dueDate') ?? null),
    ...lines(t('model.followUp'), camunda(node, 'followUpDate') ?? schedule?.getAttribute('followUpDate') ?? null),
    ...lines(t('model.priority'), camunda(node, 'priority') ?? priority?.getAttribute('priority') ?? null),
  ];
}

function form(node: ModelNode): readonly ModelFact[] {
  const [definition] = extensionsOf(node, ZEEBE, 'formDefinition');
  const fields = extensionsOf(node, CAMUNDA, 'formData', 'formField').map(
    (field) => `${field.getAttribute('label') ?? field.getAttribute('id') ?? ''}: ${field.getAttribute('type') ?? ''}`,
  );
  const old = extensionsOf(node, CAMUNDA, 'formProperty').map(
    (field) =>
      `${field.getAttribute('name') ?? field.getAttribute('id') ?? ''}: ${field.getAttribute('type') ?? 'string'}`,
  );
  return [
    ...lines(
      t('model.form'),
      camunda(node, 'formRef') ??
        camunda(node, 'formKey') ??
        definition?.getAttribute('formId') ??
        definition?.getAttribute('formKey') ??
        definition?.getAttribute('externalReference') ??
        null,
    ),
    ...lines(t('model.fields'), [...fields, ...old].join(', ')),
  ];
}

/** What an event, or a task that waits for a message, is about. */
function events(node: ModelNode, nodes: ModelNodes): readonly ModelFact[] {
  const refersTo = (each: ModelNode, reference: string) => nodes.get(each.getAttribute(reference) ?? '');
  const messages = [
    ...childrenOf(node, BPMN, 'messageEventDefinition').map((each) => refersTo(each, 'messageRef')),
    refersTo(node, 'messageRef'),
  ].filter((each) => each !== undefined);
  const named = (kind: string, reference: string) =>
    childrenOf(node, BPMN, kind)
      .map((each) => refersTo(each, reference))
      .filter((each) => each !== undefined);
  return [
    ...messages.flatMap((message) => [
      ...lines(t('model.message'), message.getAttribute('name')),
      ...extensionsOf(message, ZEEBE, 'subscription').flatMap((each) =>
        lines(t('model.correlationKey'), each.getAttribute('correlationKey')),
      ),
    ]),
    ...named('signalEventDefinition', 'signalRef').flatMap((each) =>
      lines(t('model.signal'), each.getAttribute('name')),
    ),
    ...named('errorEventDefinition', 'errorRef').flatMap((each) =>
      lines(t('model.error'), each.getAttribute('errorCode') ?? each.getAttribute('name')),
    ),
    ...named('escalationEventDefinition', 'escalationRef').flatMap((each) =>
      lines(t('model.escalation'), each.getAttribute('escalationCode') ?? each.getAttribute('name')),
    ),
    ...childrenOf(node, BPMN, 'timerEventDefinition').flatMap((timer) => [
      ...lines(t('model.timerAt'), textOf(childrenOf(timer, BPMN, 'timeDate')[0])),
      ...lines(t('model.timerAfter'), textOf(childrenOf(timer, BPMN, 'timeDuration')[0])),
      ...lines(t('model.timerEvery'), textOf(childrenOf(timer, BPMN, 'timeCycle')[0])),
    ]),
    ...childrenOf(node, BPMN, 'conditionalEventDefinition').flatMap((each) =>
      lines(t('model.condition'), textOf(childrenOf(each, BPMN, 'condition')[0])),
    ),
    ...[
      ...childrenOf(node, BPMN, 'messageEventDefinition'),
      ...childrenOf(node, BPMN, 'signalEventDefinition'),
    ].flatMap((each) => lines(t('model.topic'), camunda(each, 'topic'))),
    ...(node.localName === 'boundaryEvent' ||
    (node.localName === 'startEvent' && node.getAttribute('isInterrupting') !== null)
      ? [
          {
            label: t('model.interrupts'),
            value: t(
              (node.getAttribute('cancelActivity') ?? node.getAttribute('isInterrupting')) === 'false'
                ? 'word.no'
                : 'word.yes',
            ),
          },
        ]
      : []),
    ...(node.localName === 'boundaryEvent'
      ? lines(
          t('model.attachedTo'),
          nodes.get(node.getAttribute('attachedToRef') ?? '')?.getAttribute('name') ??
            node.getAttribute('attachedToRef'),
        )
      : []),
  ];
}

/** When it runs by itself, how often it is tried again and with which precedence. */
function attempts(node: ModelNode): readonly ModelFact[] {
  const [work] = extensionsOf(node, ZEEBE, 'taskDefinition');
  const [adHoc] = extensionsOf(node, ZEEBE, 'adHoc');
  const isAsync = [
    camunda(node, 'asyncBefore') === 'true' || camunda(node, 'async') === 'true' ? t('model.before') : null,
    camunda(node, 'asyncAfter') === 'true' ? t('model.after') : null,
  ].filter((part) => part !== null);
  return [
    ...lines(
      t('model.retries'),
      work?.getAttribute('retries') ?? textOf(extensionsOf(node, CAMUNDA, 'failedJobRetryTimeCycle')[0]),
    ),
    ...lines(t('model.async'), isAsync.join(', ')),
    ...(isAsync.length > 0 && camunda(node, 'exclusive') === 'false'
      ? [{ label: t('model.exclusive'), value: t('word.no') }]
      : []),
    ...lines(t('model.jobPriority'), camunda(node, 'jobPriority') ?? camunda(node, 'taskPriority')),
    ...extensionsOf(node, CAMUNDA, 'errorEventDefinition').map((each) => ({
      label: t('model.errorWhen'),
      value: codeOf(each),
    })),
    ...lines(t('model.adHocElements'), adHoc?.getAttribute('activeElementsCollection') ?? null),
    ...(node.localName === 'adHocSubProcess'
      ? lines(t('model.adHocEnd'), textOf(childrenOf(node, BPMN, 'completionCondition')[0]))
      : []),
  ];
}

function process(node: ModelNode): readonly ModelFact[] {
  if (node.localName !== 'process') return [];
  return [
    ...lines(
      t('model.versionTag'),
      camunda(node, 'versionTag') ?? extensionsOf(node, ZEEBE, 'versionTag')[0]?.getAttribute('value') ?? null,
    ),
    ...lines(t('model.history'), camunda(node, 'historyTimeToLive')),
    ...lines(
      t('model.starters'),
      [camunda(node, 'candidateStarterGroups'), camunda(node, 'candidateStarterUsers')]
        .filter((part) => part !== null)
        .join(', '),
    ),
  ];
}
