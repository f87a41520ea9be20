import type { ConnectorUse } from '../../../graph/code.ts';
import type { Logic, Work } from '../../../graph/element.ts';
import { bpmnChild, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, juel, own, ownExtensions, priorityAt } from './attributes.ts';
import { namedCode, scriptOf } from './code.ts';
import { mailOf } from './mail.ts';
import { parametersOf } from './mappings.ts';
import { CAMUNDA7_NAMESPACE } from './vocabulary.ts';

const MAIL = 'mail';

/** An external task: `definition` is the task, or the message definition of a throwing event. */
export function work(reader: ModelReader, source: XmlElement, definition = source): Work | undefined {
  const type = own(definition, 'type');
  if (type === undefined || type === MAIL) return undefined;
  if (type !== 'external') {
    if (type === 'shell') reader.unsupported(definition, `The implementation type '${type}'`, idOf(source));
    else reader.problem(definition, `Invalid usage of type attribute on ${definition.name}: '${type}'`, idOf(source));
    return undefined;
  }
  const topic = expressionAt(reader, source, 'topic', definition);
  if (!topic)
    reader.problem(
      definition,
      "External tasks must specify a 'topic' attribute in the camunda namespace",
      idOf(source),
    );
  const priority = priorityAt(reader, source, 'taskPriority', definition);
  const errorMappings = ownExtensions(source, 'errorEventDefinition').flatMap((error) =>
    errorMapping(reader, source, error),
  );
  return {
    type: topic ?? juel(''),
    ...(priority && { priority }),
    headers: {},
    ...(errorMappings.length > 0 && { errorMappings }),
  };
}

/** An error without `errorRef` is passed by, as in the original; one without `expression` cannot be read there either. */
function errorMapping(
  reader: ModelReader,
  source: XmlElement,
  error: XmlElement,
): NonNullable<Work['errorMappings']>[number][] {
  const reference = attributeOf(error, 'errorRef');
  const condition = attributeOf(error, 'expression');
  if (reference === undefined) {
    reader.warning(error, `<${error.qualifiedName}> without the attribute 'errorRef' never applies`, idOf(source));
    return [];
  }
  if (condition === undefined)
    reader.problem(
      error,
      `Error parsing '': <${error.qualifiedName}> of element '${idOf(source)}' needs the attribute 'expression'`,
      idOf(source),
    );
  const declared = reader.declared('error', reference);
  return [
    {
      code: { language: 'literal', text: (declared && attributeOf(declared, 'errorCode')) ?? reference },
      condition: reader.checked(juel(condition ?? ''), error, idOf(source)),
    },
  ];
}

/** `camunda:expression`, `class`, `delegateExpression`, a connector or a mail: done by the engine itself. */
export function logic(reader: ModelReader, source: XmlElement, definition = source): Logic | undefined {
  if (own(definition, 'type') === MAIL) return { code: mailOf(reader, definition), keepsNull: true };
  const code = namedCode(reader, definition, idOf(source)) ?? connectorOf(reader, source, definition);
  const resultVariable = own(definition, 'resultVariable') ?? own(definition, 'resultVariableName');
  if (code?.language === 'delegate' && resultVariable !== undefined)
    reader.problem(
      definition,
      `'resultVariableName' not supported for ${definition.name} elements using '${code.text === code.name ? 'class' : 'delegateExpression'}'`,
      idOf(source),
    );
  return code && { code, keepsNull: true, ...(resultVariable !== undefined && { resultVariable }) };
}

/** The one connector that the engine has itself; others are refused by their names. */
const HTTP_CONNECTOR = 'http-connector';

function connectorOf(reader: ModelReader, source: XmlElement, definition: XmlElement): ConnectorUse | undefined {
  const [connector] = ownExtensions(definition, 'connector');
  if (!connector) return undefined;
  const connectorId = childrenOf(connector, CAMUNDA7_NAMESPACE, 'connectorId')[0]?.text.trim() ?? '';
  if (connectorId === '') reader.problem(connector, "No 'id' defined for connector.", idOf(source));
  else if (connectorId !== HTTP_CONNECTOR)
    reader.unsupported(connector, `The connector '${connectorId}'`, idOf(source));
  const io = childrenOf(connector, CAMUNDA7_NAMESPACE, 'inputOutput');
  return {
    language: 'connector',
    connectorId,
    inputs: parametersOf(reader, io, 'inputParameter', idOf(source)),
    outputs: parametersOf(reader, io, 'outputParameter', idOf(source)),
  };
}

/**
 * A script task of BPMN. A script that says nothing is one, and does nothing; what is missing is told of the script,
 * which has no id.
 */
export function scriptTask(reader: ModelReader, source: XmlElement): Logic | undefined {
  const format = attributeOf(source, 'scriptFormat');
  const resource = own(source, 'resource') || undefined;
  const script = bpmnChild(source, 'script');
  const resultVariable = own(source, 'resultVariable') ?? own(source, 'resultVariableName');
  if (format === '') reader.problem(script ?? source, 'Unable to process ScriptTask: Script language is empty', null);
  else if (resource === undefined && script === undefined)
    reader.problem(source, 'Unable to process ScriptTask: No script source or resource was given', null);
  else
    return {
      code: scriptOf(reader, source, { format: format ?? 'juel', text: script?.text ?? '', resource }, idOf(source)),
      keepsNull: false,
      ...(resultVariable !== undefined && { resultVariable }),
    };
  return undefined;
}

export function missingWork({ name }: XmlElement): string {
  const mandatory = `One of the attributes 'class', 'delegateExpression', 'type', or 'expression' is mandatory on ${name}.`;
  return name === 'sendTask'
    ? mandatory
    : `${mandatory} If you are using a connector, make sure the connect process engine plugin is registered with the process engine.`;
}
