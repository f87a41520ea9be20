import type { Refusals } from '../../dialect.ts';
import { eventDefinitionsOf } from '../../model-reader.ts';
import { reportMissingCondition } from '../../read-conditional.ts';
import { isInEventSubProcess } from '../../read-start-event.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';

const idOf = (source: XmlElement): string | null => attributeOf(source, 'id') ?? null;
/** The original's own spelling of one of these. */
const ONLY_IN_EVENT_SUB_PROCESSES: Readonly<Record<string, string>> = {
  errorEventDefinition: 'errorEventDefinition',
  messageEventDefinition: 'messageEventDefinition',
  signalEventDefinition: 'signalEventDefintion',
};

/**
 * Camunda 7's sentences. Its places: the definition of an event when that is wrong, else the element; `elementId` is
 * the event's.
 */
export const camunda7Refusals: Refusals = {
  noStart(reader, scope) {
    reader.problem(scope, `${scope.name} must define a startEvent element`);
  },
  // Refused by its tag already.
  badAdHocScope: () => undefined,
  manyStarts(reader, scope, starts) {
    const isProcess = scope.name === 'process';
    const alike = isProcess ? starts.filter(({ trigger }) => trigger === 'none' || trigger === 'timer') : starts;
    const sentence = isProcess
      ? 'multiple none start events or timer start events not supported on process definition'
      : 'multiple start events not supported for subprocess';
    for (const { source } of alike.slice(1)) reader.problem(scope, sentence, idOf(source));
  },
  // Of several definitions each is named.
  startInSubProcess(reader, _scope, start) {
    for (const definition of eventDefinitionsOf(start)) {
      if (definition.name === 'conditionalEventDefinition') reportMissingCondition(reader, definition);
      const only = ONLY_IN_EVENT_SUB_PROCESSES[definition.name];
      reader.problem(
        definition,
        only === undefined
          ? `${definition.name} is not allowed on start event within a subprocess`
          : `${only} only allowed on start event if subprocess is an event subprocess`,
        idOf(start),
      );
    }
  },
  misplaced(reader, event, definition) {
    if (isInEventSubProcess(reader, event))
      reader.problem(
        event,
        "start event of event subprocess must be of type 'error', 'message', 'timer', 'signal', 'compensation' or 'escalation'",
      );
    else if (event.name === 'boundaryEvent') reader.problem(event, 'Unsupported boundary event type');
    else if (event.name === 'intermediateCatchEvent')
      reader.problem(event, 'Unsupported intermediate catch event type');
    else
      reader.unsupported(
        definition ?? event,
        `<${definition?.name ?? 'no event definition'}> in <${event.name}>`,
        idOf(event),
      );
  },
  missingReference(reader, owner, at, kind, reference) {
    const sentence =
      kind === 'signal'
        ? reference === undefined
          ? "signalEventDefinition does not have required property 'signalRef'"
          : `Could not find signal with id '${reference}'`
        : kind === 'escalation'
          ? reference === undefined
            ? "escalationEventDefinition does not have required attribute 'escalationRef'"
            : `could not find escalation with id '${reference}'`
          : kind === 'error'
            ? "'errorRef' attribute is mandatory on error end event"
            : reference === undefined
              ? "attribute 'messageRef' is required"
              : `Invalid 'messageRef': no message with id '${reference}' found.`;
    reader.problem(at, sentence, idOf(owner));
  },
  nameless(reader, owner, at, kind, declaration) {
    if (kind === 'error')
      reader.problem(
        at,
        `'errorCode' is mandatory on errors referenced by throwing error event definitions, but the error '${idOf(declaration)}' does not define one.`,
        idOf(owner),
      );
    else if (kind === 'escalation')
      reader.problem(
        at,
        `${owner.name === 'endEvent' ? 'escalation end event' : 'throwing escalation event'} must have an 'escalationCode'`,
        idOf(owner),
      );
    else if (kind === 'message')
      reader.problem(at, 'Cannot have a message event subscription with an empty or missing name', idOf(owner));
    else reader.problem(at, `Could not find signal with id '${idOf(declaration)}'`, idOf(owner));
  },
  badAttachment(reader, event) {
    reader.problem(
      event,
      'Invalid reference in boundary event. Make sure that the referenced activity is defined in the same scope as the boundary event',
    );
  },
  badEscalationHost(reader, event) {
    reader.problem(
      event,
      'An escalation boundary event should only be attached to a subprocess, a call activity or an user task',
    );
  },
  // At the boundary it interrupts whatever is said.
  hasToInterrupt(reader, event) {
    if (event.name === 'startEvent')
      reader.problem(event, 'error start event of event subprocess must be interrupting');
  },
  emptyTimer(reader, event, definition) {
    reader.problem(
      definition,
      'Timer needs configuration (either timeDate, timeCycle or timeDuration is needed).',
      idOf(event),
    );
  },
  // Never taken, and never meant.
  foreignDefault(reader, source, flowId) {
    const what = source.name.endsWith('Gateway') ? 'gateway' : 'activity';
    reader.problem(
      source,
      `Default flow must start at ${what}: '${flowId}' does not start at '${attributeOf(source, 'id') ?? ''}'`,
    );
  },
  emptyLoop(reader, activity, loop) {
    const hasCardinality = loop.children.some(({ name }) => name === 'loopCardinality');
    reader.problem(
      loop,
      hasCardinality
        ? 'loopCardinality must be defined for a multiInstanceLoopCharacteristics definition '
        : 'Either loopCardinality or loopDataInputRef/activiti:collection must be set',
      `${idOf(activity)}#multiInstanceBody`,
    );
  },
};
