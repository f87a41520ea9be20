import { BPMN, BPMN_DIAGRAM, type ModelReader } from './model-reader.ts';
import { attributeOf, type XmlElement } from './xml-source.ts';

/** Ids are unique in the whole file, and what is declared beside the processes has an id and a name. */
export function checkDeclarations(reader: ModelReader): void {
  checkIds(reader);
  const signalNames = new Set<string>();
  for (const child of reader.definitions.children) {
    if (child.namespace !== BPMN) continue;
    if (child.name === 'error' && !attributeOf(child, 'id')) reader.problem(child, "'id' is mandatory on error definition");
    if (child.name === 'signal') checkSignal(reader, child, signalNames);
  }
}

function checkSignal(reader: ModelReader, signal: XmlElement, names: Set<string>): void {
  const id = attributeOf(signal, 'id');
  const name = attributeOf(signal, 'name');
  if (!id) reader.problem(signal, 'signal must have an id');
  else if (name !== undefined && names.has(name)) reader.problem(signal, `duplicate signal name '${name}'.`);
  if (name !== undefined) names.add(name);
}

function checkIds(reader: ModelReader): void {
  const seen = new Set<string>();
  const open = [reader.definitions];
  for (let element = open.pop(); element; element = open.pop()) {
    // Backwards onto the stack, so that the second of two is the later one in the file.
    for (const child of element.children.toReversed()) if (child.namespace === BPMN || child.namespace === BPMN_DIAGRAM) open.push(child);
    const id = attributeOf(element, 'id');
    if (id === undefined) continue;
    if (seen.has(id)) reader.problem(element, `cvc-id.2: There are multiple occurrences of ID value '${id}'.`);
    seen.add(id);
  }
}
