import { BPMN, type ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { checkReferences } from './check-references.ts';
import { repeated } from './repeated.ts';

/** What Camunda 8 refuses of a file as a whole: processes that it does not execute count as well. */
export function checkDeclarations(reader: ModelReader): void {
  const processes = childrenOf(reader.definitions, BPMN, 'process');
  if (!processes.some((process) => attributeOf(process, 'isExecutable') === 'true'))
    reader.problem(reader.definitions, 'Must contain at least one executable process');
  checkReferences(reader, processes);
  checkStartMessages(reader, processes);
}

/** One start event for each message; another message of the same name may have one of its own. */
function checkStartMessages(reader: ModelReader, processes: readonly XmlElement[]): void {
  const references = processes
    .flatMap((process) => childrenOf(process, BPMN, 'startEvent'))
    .flatMap((start) => childrenOf(start, BPMN, 'messageEventDefinition'))
    .flatMap((definition) => attributeOf(definition, 'messageRef') ?? []);
  const several = new Set(repeated(references));
  for (const message of childrenOf(reader.definitions, BPMN, 'message')) {
    const id = attributeOf(message, 'id');
    if (id !== undefined && several.has(id))
      reader.problem(message, 'A message cannot be referred by more than one start event');
  }
}
