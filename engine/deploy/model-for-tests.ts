import type { DeploymentProblem } from '../engine.ts';
import type { ProcessGraph } from '../graph/process-graph.ts';
import { parseResource } from './parse-resource.ts';

/**
 * Models for tests: the process begins in line 3, its contents in line 4, and what is declared beside it stands in line
 * 2.
 */
const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

export interface Parsed {
  readonly graph: ProcessGraph | undefined;
  readonly problems: readonly DeploymentProblem[];
  readonly sentences: readonly string[];
}

const parserOf =
  (extensions: string) =>
  (body: string, declarations = '', process = '', definitions = ''): Parsed =>
    parse(`${extensions} xmlns:tool="urn:tool" ${definitions}`, body, declarations, process);

export const parse7 = parserOf('xmlns:camunda="http://camunda.org/schema/1.0/bpmn"');
/** Elements name no flows but those that the text names. */
export const parse8AsWritten = parserOf('xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"');
export const parse8: typeof parse8AsWritten = (body, ...others) => parse8AsWritten(withNamedFlows(body), ...others);

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A start event that flows into the element `t`. */
export const TO_T = '<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>';

function parse(namespaces: string, body: string, declarations: string, process: string): Parsed {
  const text = `<definitions ${NAMESPACES} ${namespaces} targetNamespace="tests">\n${declarations}\n<process id="p" isExecutable="true" ${process}>\n${body}\n</process></definitions>`;
  const {
    graphs: [graph],
    problems,
  } = parseResource('a.bpmn', bytesOf(text));
  return {
    graph,
    problems,
    sentences: problems.map(({ elementId, line, message }) => `${elementId}:${line} ${message}`),
  };
}

const FLOW = /<sequenceFlow id="([^"]*)" sourceRef="([^"]*)" targetRef="([^"]*)"/g;
const NODE =
  /<((?:\w+(?:Event|Gateway|Task|Process|Activity))|task)( [^>]*?id="([^"]*)"[^>]*?)(\/>|>(?:<(documentation|extensionElements)\b[^>]*?(?:\/>|>.*?<\/\5>))*)/gs;

/** Each element names its flows, as modelling tools write it. */
export function withNamedFlows(model: string): string {
  const flows = [...model.matchAll(FLOW)].map(([, id, source, target]) => ({ id, source, target }));
  return model.replace(NODE, (tag: string, name: string, attributes: string, id: string, rest: string) => {
    const incoming = flows.filter(({ target }) => target === id).map((flow) => `<incoming>${flow.id}</incoming>`);
    const outgoing = flows.filter(({ source }) => source === id).map((flow) => `<outgoing>${flow.id}</outgoing>`);
    const named = [...incoming, ...outgoing].join('');
    if (named === '') return tag;
    return rest === '/>' ? `<${name}${attributes}>${named}</${name}>` : `${tag}${named}`;
  });
}
