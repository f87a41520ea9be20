import type { DeploymentProblem } from '../engine.ts';
import { checkExpression } from '../expressions/evaluate.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import type { Dialect } from './dialect.ts';
import { camunda7 } from './dialects/camunda7.ts';
import { CAMUNDA8_NAMESPACE, camunda8 } from './dialects/camunda8.ts';
import { BPMN, ModelReader } from './model-reader.ts';
import { processesOf, readProcess } from './read-process.ts';
import { readXml, XmlProblem, type XmlElement } from './xml-source.ts';

export interface ParsedResource { readonly graphs: readonly ProcessGraph[]; readonly problems: readonly DeploymentProblem[] }

/** Reads one file of a deployment. Pure, and throws for nothing that a file can hold. */
export function parseResource(name: string, content: Uint8Array): ParsedResource {
  const refuse = (message: string, kind: DeploymentProblem['kind'] = 'model', place: { line: number; column: number } | null = null): ParsedResource =>
    ({ graphs: [], problems: [{ resource: name, message, line: place?.line ?? null, column: place?.column ?? null, elementId: null, severity: 'error', kind }] });
  if (/\.(dmn|dmn11\.xml|cmmn)$/i.test(name)) return refuse(`The file ${name} is not supported yet: only BPMN processes are executed. Deploy it without this file`);
  if (!/\.(bpmn|bpmn20\.xml)$/i.test(name)) return { graphs: [], problems: [] };
  try {
    const definitions = readXml(content);
    if (definitions.namespace !== BPMN || definitions.name !== 'definitions') return refuse(`The file does not begin with <definitions> of BPMN 2.0 but with <${definitions.qualifiedName}>`, 'notXml', definitions.place);
    const reader = new ModelReader(name, definitions, checkExpression);
    const dialect = dialectOf(definitions);
    const graphs = processesOf(definitions).filter((process) => process.attributes.some(({ name: key, value }) => key === 'isExecutable' && value === 'true')).map((process) => readProcess(reader, dialect, process));
    return { graphs: reader.problems.length === 0 ? graphs : [], problems: reader.problems };
  } catch (error) {
    if (error instanceof XmlProblem) return refuse(error.message, error.kind, error.place);
    throw error;
  }
}

function dialectOf(definitions: XmlElement): Dialect {
  const isCloud = definitions.attributes.some(({ name, value }) => (name === 'executionPlatform' && value === 'Camunda Cloud') || value === CAMUNDA8_NAMESPACE);
  return isCloud ? camunda8 : camunda7;
}
