import type { MultiInstance } from '../graph/element.ts';
import type { Expression } from '../graph/expression.ts';
import { bpmnChild } from './model-reader.ts';
import type { Reading } from './reading.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/**
 * Multi-instance: once per item, or a number of times. Camunda 7 takes either, with the collection in its own attribute
 * or in BPMN's `loopDataInputRef`; Camunda 8 takes items only, and gathers results.
 */
export function readMultiInstance({ reader, dialect }: Reading, source: XmlElement, loop: XmlElement): MultiInstance {
  const elementId = attributeOf(source, 'id') ?? null;
  const expressionIn = (name: string): Expression | undefined => {
    const child = bpmnChild(loop, name);
    if (!child) return undefined;
    const language = attributeOf(child, 'language');
    if (language !== undefined) reader.unsupported(child, `<${child.name}> in the language '${language}'`, elementId);
    return dialect.condition(reader, child, elementId);
  };
  const number = dialect.countsInstances ? undefined : bpmnChild(loop, 'loopCardinality');
  if (number)
    reader.warning(
      number,
      `<loopCardinality> of element '${elementId}' in line ${number.place.line} has no effect: the items of a collection say how often`,
      elementId,
    );
  const cardinality = number ? undefined : expressionIn('loopCardinality');
  const completionCondition = dialect.completionCondition
    ? dialect.completionCondition(reader, loop, elementId)
    : expressionIn('completionCondition');
  const own = dialect.multiInstance(reader, source, loop);
  const isEmpty = !own.collection && (cardinality === undefined || cardinality.text === '');
  if (isEmpty) dialect.refusals.emptyLoop(reader, source, loop);
  return {
    isSequential: attributeOf(loop, 'isSequential') === 'true',
    ...(cardinality && { cardinality }),
    ...(completionCondition && { completionCondition }),
    ...own,
  };
}
