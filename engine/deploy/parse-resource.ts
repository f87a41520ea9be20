import type { DeploymentProblem } from '../engine.ts';
import { checkExpression } from '../expressions/evaluate.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { checkDiagram } from './check-diagram.ts';
import { checkIds } from './check-ids.ts';
import { checkVocabulary } from './check-vocabulary.ts';
import type { DecisionGraph } from '../graph/decision.ts';
import type { DecisionSemantics } from '../graph/decision-semantics.ts';
import { DMN, OTHER_DMN_NAMESPACES } from './decisions/dmn-namespaces.ts';
import { readDecisions } from './decisions/read-decisions.ts';
import { decisionNotationOf, dialectOf, OLDER_NAMESPACES } from './dialects/dialect-of.ts';
import type { FormFile } from '../graph/form-file.ts';
import { BPMN, BPMN_DIAGRAM, executableProcesses, ModelReader } from './model-reader.ts';
import { readForm } from './read-form.ts';
import { readProcess } from './read-process.ts';
import { readXml, type XmlElement, XmlProblem, type XmlSource } from './xml-source.ts';

/** `decisions`: the file is DMN; `form`: it is a form that can be found by its id. */
export interface ParsedResource {
  readonly graphs: readonly ProcessGraph[];
  readonly decisions?: DecisionGraph;
  readonly form?: FormFile;
  readonly problems: readonly DeploymentProblem[];
}

const MODEL = /\.(bpmn|bpmn20\.xml)$/i;
const DECISIONS = /\.(dmn|dmn11\.xml)$/i;
const FORM = /\.form$/i;
const OTHER_MODEL = /\.(cmmn|cmmn10\.xml|cmmn11\.xml)$/i;

/**
 * Reads one file of a deployment. Pure, and throws for nothing that a file can hold. Files that are no models (scripts,
 * pictures) have no graphs and no problems; `.xml` is a model when it holds BPMN.
 */
export function parseResource(
  name: string,
  content: Uint8Array,
  dialect: DecisionSemantics['dialect'] = 'camunda7',
): ParsedResource {
  if (OTHER_MODEL.test(name))
    return refused(
      name,
      `The file ${name} is not supported yet: only BPMN processes and DMN decisions are executed. Deploy without it`,
    );
  if (DECISIONS.test(name)) return parseDecisions(name, content, dialect);
  if (FORM.test(name)) return parseForm(name, content, dialect);
  if (!MODEL.test(name) && !/\.xml$/i.test(name)) return { graphs: [], problems: [] };
  try {
    const source = readXml(content, OLDER_NAMESPACES);
    const { root } = source;
    const isBpmn = root.namespace === BPMN && root.name === 'definitions';
    if (isBpmn) return readModel(name, source);
    return MODEL.test(name) ? readUndeclared(name, content, root) : { graphs: [], problems: [] };
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    return MODEL.test(name) ? refused(name, error.message, error.kind, error.place) : { graphs: [], problems: [] };
  }
}

function parseForm(name: string, content: Uint8Array, dialect: DecisionSemantics['dialect']): ParsedResource {
  const read = readForm(content, dialect === 'camunda8');
  if ('form' in read) return { graphs: [], ...(read.form && { form: read.form }), problems: [] };
  const { fault, message } = read;
  return {
    graphs: [],
    problems: [
      {
        resource: name,
        message,
        line: null,
        column: null,
        elementId: null,
        severity: 'error',
        kind: 'model',
        language: 'forms',
        fault,
      },
    ],
  };
}

/** `dialect` holds where the file does not say for which Camunda it is. */
function parseDecisions(name: string, content: Uint8Array, dialect: DecisionSemantics['dialect']): ParsedResource {
  try {
    const source = readXml(content, OTHER_DMN_NAMESPACES);
    const { root } = source;
    if (root.namespace !== DMN || root.name !== 'definitions')
      return refused(
        name,
        `cvc-elt.1.a: Cannot find the declaration of element '${root.qualifiedName}'.`,
        'model',
        root.place,
        'decisions',
      );
    const { decisions, problems } = readDecisions(name, source, decisionNotationOf(source, dialect));
    return {
      graphs: [],
      ...(decisions && { decisions }),
      problems: problems.map((problem) => ({ ...problem, language: 'decisions' as const })),
    };
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    return refused(name, error.message, error.kind, error.place, 'decisions');
  }
}

function readModel(name: string, source: XmlSource): ParsedResource {
  const reader = new ModelReader(name, source.root, checkExpression);
  const dialect = dialectOf(source);
  const processes = executableProcesses(source.root);
  checkVocabulary(reader, dialect, processes);
  checkIds(reader, source.lastLine, BPMN, BPMN_DIAGRAM);
  checkDiagram(reader);
  dialect.checkDeclarations(reader);
  const graphs = processes.map((process) => readProcess(reader, dialect, process));
  dialect.checkDrawing?.(reader);
  return { graphs: reader.hasErrors ? [] : graphs, problems: reader.problems };
}

/**
 * A root that BPMN does not declare. Below `<definitions>` without a namespace everything else that is wrong with the
 * processes is said too, as if they had the namespace.
 */
function readUndeclared(name: string, content: Uint8Array, root: XmlElement): ParsedResource {
  const refusal = refused(
    name,
    `cvc-elt.1.a: Cannot find the declaration of element '${root.qualifiedName}'.`,
    'model',
    root.place,
  );
  if (root.namespace !== '' || root.name !== 'definitions') return refusal;
  const source = readXml(content, new Map([...OLDER_NAMESPACES, ['', BPMN]]));
  const reader = new ModelReader(name, source.root, checkExpression);
  for (const process of executableProcesses(source.root)) readProcess(reader, dialectOf(source), process);
  return { graphs: [], problems: [...refusal.problems, ...reader.problems] };
}

function refused(
  resource: string,
  message: string,
  kind: DeploymentProblem['kind'] = 'model',
  place: { line: number; column: number } | null = null,
  language?: 'decisions',
): ParsedResource {
  return {
    graphs: [],
    problems: [
      {
        resource,
        message,
        line: place?.line ?? null,
        column: place?.column ?? null,
        elementId: null,
        severity: 'error',
        kind,
        ...(language && { language }),
      },
    ],
  };
}
