import type { Refusals } from '../../dialect.ts';
import { isInEventSubProcess } from '../../read-start-event.ts';
import { BPMN } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';

const idOf = (source: XmlElement): string | null => attributeOf(source, 'id') ?? null;

/** Camunda 8's sentences. Its places are the element that is wrong, with the path from the nearest id. */
export const camunda8Refusals: Refusals = {
  noStart(reader, scope) {
    reader.problem(
      scope,
      scope.name === 'process' ? 'Must have at least one start event' : 'Must have exactly one start event',
    );
  },
  badAdHocScope(reader, scope, fault) {
    reader.problem(
      scope,
      fault === 'empty'
        ? 'Must have at least one activity.'
        : `Must not contain ${fault === 'start' ? 'a start' : 'an end'} event`,
    );
  },
  manyStarts(reader, scope, starts) {
    if (scope.name !== 'process') {
      if (childrenOf(scope, BPMN, 'startEvent').length > 1) reader.problem(scope, 'Must have exactly one start event');
    } else if (starts.filter(({ trigger }) => trigger === 'none').length > 1)
      reader.problem(scope, 'Multiple none start events are not allowed');
  },
  startInSubProcess(reader, scope) {
    reader.problem(scope, 'Start events in subprocesses must be of type none');
  },
  misplaced(reader, event, definition) {
    const scope = reader.parentOf(event);
    if (scope && isInEventSubProcess(reader, event))
      reader.problem(
        scope,
        'Start events in event subprocesses must be one of: message, timer, error, signal or escalation',
      );
    else if (!definition) reader.problem(event, 'Must have exactly one event definition');
    else if (event.name === 'boundaryEvent')
      reader.problem(event, 'Boundary events must be one of: timer, message, error, signal, escalation');
    else if (event.name === 'intermediateCatchEvent')
      reader.problem(event, 'Event definition must be one of: message, timer, signal, or link');
    else if (event.name === 'endEvent')
      reader.problem(
        event,
        'End events must be one of: none, error, message, terminate, signal, escalation or compensation',
      );
    else reader.unsupported(definition, `<${definition.name}> in <${event.name}>`, idOf(event));
  },
  missingReference(reader, owner, at, kind) {
    reader.problem(
      at,
      `Must reference ${kind === 'error' ? 'an error' : kind === 'escalation' ? 'an escalation' : `a ${kind}`}`,
      idOf(owner),
    );
  },
  nameless(reader, owner, at, kind, declaration) {
    if (kind === 'error') reader.problem(at, 'ErrorCode must be present and not empty', idOf(owner));
    else
      reader.problem(declaration, `${kind === 'escalation' ? 'EscalationCode' : 'Name'} must be present and not empty`);
  },
  badAttachment(reader, event) {
    reader.problem(
      event,
      `Must be attached to an activity of the same scope, but '${attributeOf(event, 'attachedToRef') ?? ''}' is none`,
    );
  },
  badEscalationHost(reader, event) {
    reader.problem(event, 'An escalation boundary event should only be attached to a subprocess, or a call activity.');
  },
  hasToInterrupt(reader, event) {
    const scope = event.name === 'startEvent' ? reader.parentOf(event) : undefined;
    reader.problem(scope ?? event, 'Non-Interrupting event of this type is not allowed');
  },
  emptyTimer(reader, event, definition) {
    reader.problem(definition, 'Must be exactly one type of timer: timeDuration, timeDate or timeCycle', idOf(event));
    if (event.name === 'intermediateCatchEvent')
      reader.problem(event, 'Intermediate timer catch event must have either a time duration or a time date.');
  },
  foreignDefault(reader, source, flowId) {
    if (source.name.endsWith('Gateway')) reader.problem(source, 'Default flow must start at gateway');
    else reader.warning(source, `The default flow '${flowId}' does not start here: it has no effect`);
  },
  emptyLoop() {
    // Said about the extension element that is missing or empty.
  },
};
