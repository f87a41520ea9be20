import type { NoneTrigger, Trigger } from '../graph/trigger.ts';
import type { Dialect } from './dialect.ts';
import { BPMN, bpmnChild, type ModelReader } from './model-reader.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

export const NONE: NoneTrigger = { kind: 'none' };

export function eventDefinitionOf(reader: ModelReader, source: XmlElement): XmlElement | undefined {
  const definitions = source.children.filter((child) => child.namespace === BPMN && child.name.endsWith('EventDefinition'));
  const second = definitions[1];
  if (second) reader.unsupported(second, 'More than one event definition', attributeOf(source, 'id') ?? null);
  return definitions[0];
}

/** BPMN's event definition of an event; null after a problem was reported. */
export function readTrigger(reader: ModelReader, dialect: Dialect, source: XmlElement): Trigger | null {
  const definition = eventDefinitionOf(reader, source);
  if (!definition) return NONE;
  const isThrowing = source.name === 'endEvent' || source.name === 'intermediateThrowEvent';
  switch (definition.name) {
    case 'messageEventDefinition': return readMessage(reader, dialect, source, definition, isThrowing);
    case 'timerEventDefinition': return readTimer(reader, dialect, source, definition);
    case 'signalEventDefinition': return readSignal(reader, dialect, source, definition);
    case 'errorEventDefinition': return readError(reader, dialect, source, definition, isThrowing);
    case 'terminateEventDefinition': return { kind: 'terminate' };
    default:
      reader.unsupported(definition, `<${definition.name}>`, attributeOf(source, 'id') ?? null);
      return null;
  }
}

export function readMessage(reader: ModelReader, dialect: Dialect, source: XmlElement, at: XmlElement, isThrowing: boolean): Trigger | null {
  const elementId = attributeOf(source, 'id') ?? null;
  const reference = attributeOf(at, 'messageRef');
  if (reference === undefined) {
    if (isThrowing) return { kind: 'message', name: { language: 'literal', text: '' } };
    reader.problem(at, "attribute 'messageRef' is required", elementId);
    return null;
  }
  const message = reader.declared('message', reference);
  const name = message && attributeOf(message, 'name');
  if (!message) reader.problem(at, `Invalid 'messageRef': no message with id '${reference}' found.`, elementId);
  else if (!name) reader.problem(at, 'Cannot have a message event subscription with an empty or missing name', elementId);
  if (!message || !name) return null;
  const correlationKey = isThrowing ? undefined : dialect.correlationKey(reader, message);
  return { kind: 'message', name: reader.checked(dialect.expression(name), message, elementId), ...(correlationKey && { correlationKey }) };
}

function readTimer(reader: ModelReader, dialect: Dialect, source: XmlElement, definition: XmlElement): Trigger | null {
  const elementId = attributeOf(source, 'id') ?? null;
  for (const [tag, type] of [['timeDate', 'date'], ['timeCycle', 'cycle'], ['timeDuration', 'duration']] as const) {
    const child = bpmnChild(definition, tag);
    if (!child) continue;
    const text = child.text.trim();
    if (type === 'cycle' && !/^(R|[$#]\{|=)/.test(text)) {
      reader.unsupported(child, `The time cycle '${text}'`, elementId);
      return null;
    }
    return { kind: 'timer', type, value: reader.checked(dialect.expression(text), child, elementId) };
  }
  reader.problem(definition, 'Timer needs configuration (either timeDate, timeCycle or timeDuration is needed).', elementId);
  return null;
}

function readSignal(reader: ModelReader, dialect: Dialect, source: XmlElement, definition: XmlElement): Trigger | null {
  const elementId = attributeOf(source, 'id') ?? null;
  const reference = attributeOf(definition, 'signalRef');
  const signal = reference === undefined ? undefined : reader.declared('signal', reference);
  const name = signal && attributeOf(signal, 'name');
  if (reference === undefined) reader.problem(definition, "signalEventDefinition does not have required property 'signalRef'", elementId);
  else if (!signal) reader.problem(definition, `Could not find signal with id '${reference}'`, elementId);
  else if (!name) reader.problem(signal, `signal with id '${reference}' has no name`, elementId);
  return name && signal ? { kind: 'signal', name: reader.checked(dialect.expression(name), signal, elementId) } : null;
}

function readError(reader: ModelReader, dialect: Dialect, source: XmlElement, definition: XmlElement, isThrowing: boolean): Trigger | null {
  const elementId = attributeOf(source, 'id') ?? null;
  const reference = attributeOf(definition, 'errorRef');
  const error = reference === undefined ? undefined : reader.declared('error', reference);
  const text = error ? attributeOf(error, 'errorCode') : dialect.semantics.dialect === 'camunda7' ? reference : undefined;
  const code = text ? reader.checked(dialect.expression(text), definition, elementId) : undefined;
  if (!isThrowing) return { kind: 'error', ...(code && { code }), ...dialect.errorVariables(definition) };
  if (reference === undefined) reader.problem(definition, "'errorRef' attribute is mandatory on error end event", elementId);
  else if (!code) reader.problem(definition, `'errorCode' is mandatory on errors referenced by throwing error event definitions, but the error '${reference}' does not define one.`, elementId);
  const message = error && dialect.errorMessage(error);
  return code ? { kind: 'error', code, ...(message && { message }) } : null;
}
