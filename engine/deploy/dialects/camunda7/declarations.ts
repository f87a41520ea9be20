import { BPMN, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { onlyOne } from './attributes.ts';

/** Camunda 7 looks at what is declared beside the processes whether or not anything refers to it. */
export function checkDeclarations(reader: ModelReader): void {
  const signalNames = new Set<string>();
  onlyOne(reader, childrenOf(reader.definitions, BPMN, 'collaboration'));
  for (const child of reader.definitions.children) {
    if (child.namespace !== BPMN) continue;
    if (child.name === 'import')
      reader.problem(child, `Could not import item of type ${attributeOf(child, 'importType') ?? 'null'}`);
    if (child.name === 'error' && !attributeOf(child, 'id'))
      reader.problem(child, "'id' is mandatory on error definition");
    if (child.name === 'escalation' && !attributeOf(child, 'id')) reader.problem(child, 'escalation must have an id');
    if (child.name === 'signal') checkSignal(reader, child, signalNames);
  }
}

function checkSignal(reader: ModelReader, signal: XmlElement, names: Set<string>): void {
  const id = attributeOf(signal, 'id');
  const name = attributeOf(signal, 'name');
  if (!id) reader.problem(signal, 'signal must have an id');
  else if (!name) reader.problem(signal, `signal with id '${id}' has no name`);
  else if (names.has(name)) reader.problem(signal, `duplicate signal name '${name}'.`);
  if (name !== undefined) names.add(name);
}
