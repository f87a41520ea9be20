import type { Logic, Work } from '../../../graph/element.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, juel, own, ownExtensions, priorityAt } from './attributes.ts';

/** An external task: `definition` is the task, or the message definition of a throwing event. */
export function work(reader: ModelReader, source: XmlElement, definition = source): Work | undefined {
  const type = own(definition, 'type');
  if (type === undefined) return undefined;
  if (type !== 'external') {
    if (type === 'mail' || type === 'shell') reader.unsupported(definition, `The implementation type '${type}'`, idOf(source));
    else reader.problem(definition, `Invalid usage of type attribute on ${definition.name}: '${type}'`, idOf(source));
    return undefined;
  }
  const topic = expressionAt(reader, source, 'topic', definition);
  if (!topic) reader.problem(definition, "External tasks must specify a 'topic' attribute in the camunda namespace", idOf(source));
  const priority = priorityAt(reader, source, 'taskPriority', definition);
  const errorMappings = ownExtensions(source, 'errorEventDefinition').map((error) => {
    const reference = attributeOf(error, 'errorRef');
    const condition = attributeOf(error, 'expression');
    if (!reference) reader.problem(error, `<${error.qualifiedName}> needs the attribute 'errorRef'`, idOf(source));
    if (!condition) reader.warning(error, `<${error.qualifiedName}> without the attribute 'expression' never applies`, idOf(source));
    const declared = reference === undefined ? undefined : reader.declared('error', reference);
    return { code: juel((declared && attributeOf(declared, 'errorCode')) ?? reference ?? ''), condition: reader.checked(juel(condition ?? ''), error, idOf(source)) };
  });
  return { type: topic ?? juel(''), ...(priority && { priority }), headers: {}, ...(errorMappings.length > 0 && { errorMappings }) };
}

/** `camunda:expression`: done by the engine itself. */
export function logic(reader: ModelReader, source: XmlElement, definition = source): Logic | undefined {
  const expression = expressionAt(reader, source, 'expression', definition);
  const resultVariable = own(definition, 'resultVariable') ?? own(definition, 'resultVariableName');
  return expression && { expression, ...(resultVariable !== undefined && { resultVariable }) };
}

export function missingWork({ name }: XmlElement): string {
  const mandatory = `One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on ${name}.`;
  return name === 'sendTask' ? mandatory : `${mandatory} If you are using a connector, make sure the connect process engine plugin is registered with the process engine.`;
}
