import type { ConditionalTrigger } from '../graph/trigger.ts';
import { BPMN, bpmnChild, type ModelReader } from './model-reader.ts';
import type { Reading } from './reading.ts';
import { incomplete } from './schema-sentences.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/** Condition over variables, with the changes at which it is looked at. */
export function readConditional(
  { reader, dialect }: Reading,
  owner: XmlElement,
  definition: XmlElement,
): ConditionalTrigger | null {
  const elementId = attributeOf(owner, 'id') ?? null;
  const condition = bpmnChild(definition, 'condition');
  if (!condition) {
    reportMissingCondition(reader, definition);
    reader.problem(definition, 'Conditional event must contain an expression for evaluation.', elementId);
    return null;
  }
  const language = attributeOf(condition, 'language');
  if (language !== undefined) {
    reader.unsupported(condition, `A condition in the language '${language}'`, elementId);
    return null;
  }
  return {
    kind: 'conditional',
    condition: dialect.condition(reader, condition, elementId),
    ...dialect.conditionChanges(reader, owner, definition),
  };
}

/** What the schema says of a conditional event definition, wherever it stands. */
export function reportMissingCondition(reader: ModelReader, definition: XmlElement): void {
  if (bpmnChild(definition, 'condition')) return;
  reader.problem(
    definition,
    incomplete(definition, [
      [BPMN, 'documentation'],
      [BPMN, 'extensionElements'],
      [BPMN, 'condition'],
    ]),
    null,
  );
}
