import type { Mapping } from '../../../graph/mapping.ts';
import { bpmnChild, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { idOf, juel, onlyOne, ownExtensions } from './attributes.ts';
import { scriptElement } from './code.ts';
import { CAMUNDA7_NAMESPACE } from './vocabulary.ts';

/**
 * `camunda:inputOutput`: values are text with expressions, scripts, lists, maps, and those within each other.
 * Where the mapping may stand is Camunda 7's rule.
 */
export function mappings(
  reader: ModelReader,
  source: XmlElement,
  name: 'inputParameter' | 'outputParameter',
): Mapping[] {
  const io = onlyOne(reader, ownExtensions(source, 'inputOutput'), idOf(source));
  return parametersOf(reader, io ? [io] : [], name, idOf(source));
}

/** Parameters of an element, or of its connector. */
export function parametersOf(
  reader: ModelReader,
  ios: readonly XmlElement[],
  name: 'inputParameter' | 'outputParameter',
  elementId: string | null,
): Mapping[] {
  return ios
    .flatMap((io) => childrenOf(io, CAMUNDA7_NAMESPACE, name))
    .map((parameter) => {
      const target = attributeOf(parameter, 'name');
      if (!target) reader.problem(parameter, `Missing attribute 'name' for ${name}`, elementId);
      return { source: parameterValue(reader, parameter, elementId), target: target ?? '' };
    });
}

/** What an empty parameter gives. */
const NOTHING = juel('#{null}');

function parameterValue(reader: ModelReader, holder: XmlElement, elementId: string | null): Mapping['source'] {
  const [value, second] = holder.children;
  if (second) reader.problem(second, `<${holder.qualifiedName}> holds more than one value`, elementId);
  const text = holder.text.trim();
  return value
    ? structureOf(reader, value, elementId)
    : reader.checked(text === '' ? NOTHING : juel(text), holder, elementId);
}

function structureOf(reader: ModelReader, value: XmlElement, elementId: string | null): Mapping['source'] {
  if (value.name === 'list')
    return {
      language: 'list',
      items: value.children.map((item) =>
        item.name === 'value'
          ? reader.checked(juel(item.text.trim()), item, elementId)
          : structureOf(reader, item, elementId),
      ),
    };
  if (value.name === 'script') return scriptElement(reader, value, elementId);
  if (value.name !== 'map') return juel('');
  return {
    language: 'map',
    entries: childrenOf(value, value.namespace, 'entry').map((entry) => {
      const key = attributeOf(entry, 'key');
      if (!key) reader.problem(entry, "Missing attribute 'key' for 'entry' element", elementId);
      return {
        key: reader.checked(juel(key ?? ''), entry, elementId),
        value: parameterValue(reader, entry, elementId),
      };
    }),
  };
}

/**
 * Start and boundary events, event sub-processes and gateways have no mappings; end events and multi-instance no
 * results.
 */
export function checkMappings(reader: ModelReader, source: XmlElement): void {
  const [io] = ownExtensions(source, 'inputOutput');
  if (!io) return;
  const [output] = childrenOf(io, CAMUNDA7_NAMESPACE, 'outputParameter');
  if (source.name === 'startEvent' || source.name === 'boundaryEvent' || source.name.endsWith('Gateway'))
    reader.problem(source, `camunda:inputOutput mapping unsupported for element type '${source.name}'.`);
  else if (attributeOf(source, 'triggeredByEvent') === 'true')
    reader.problem(
      source,
      "camunda:inputOutput mapping unsupported for element type 'subProcess' with attribute 'triggeredByEvent = true'.",
    );
  else if (output && source.name === 'endEvent')
    reader.problem(source, `camunda:outputParameter not allowed for element type '${source.name}'.`);
  else if (output && bpmnChild(source, 'multiInstanceLoopCharacteristics'))
    reader.problem(source, 'camunda:outputParameter not allowed for multi-instance constructs');
}

export function propertiesOf(source: XmlElement): Record<string, string> | undefined {
  const all = ownExtensions(source, 'properties').flatMap((properties) =>
    childrenOf(properties, CAMUNDA7_NAMESPACE, 'property'),
  );
  return all.length === 0
    ? undefined
    : Object.fromEntries(
        all.map((property) => [
          attributeOf(property, 'name') ?? attributeOf(property, 'id') ?? '',
          attributeOf(property, 'value') ?? '',
        ]),
      );
}
