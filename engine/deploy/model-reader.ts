import type { DeploymentProblem } from '../engine.ts';
import type { Expression } from '../graph/expression.ts';
import type { CheckExpression } from '../expressions/expression-port.ts';
import { attributeOf, childrenOf, type XmlElement } from './xml-source.ts';

export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/** One file while it is read: gathers every problem, so that a modeller sees all of them at once. */
export class ModelReader {
  readonly resource: string;
  readonly definitions: XmlElement;
  readonly problems: DeploymentProblem[] = [];
  private readonly check: CheckExpression;
  private readonly references = new Map<string, XmlElement>();

  constructor(resource: string, definitions: XmlElement, check: CheckExpression) {
    this.resource = resource;
    this.definitions = definitions;
    this.check = check;
    for (const child of definitions.children) {
      const id = attributeOf(child, 'id');
      if (id !== undefined) this.references.set(`${child.name} ${id}`, child);
    }
  }

  problem(at: XmlElement, message: string, elementId: string | null = attributeOf(at, 'id') ?? null): void {
    this.problems.push({ resource: this.resource, message, ...at.place, elementId, severity: 'error', kind: 'model' });
  }

  unsupported(at: XmlElement, what: string, elementId: string | null = attributeOf(at, 'id') ?? null): void {
    const where = elementId === null ? '' : ` of element '${elementId}'`;
    this.problem(at, `${what}${where} in line ${at.place.line} is not supported yet. Remove it or model it in another way`, elementId);
  }

  /** Keeps the expression, after its syntax was checked. */
  checked(expression: Expression, at: XmlElement, elementId: string | null): Expression {
    const wrong = this.check(expression);
    if (wrong !== null) this.problem(at, wrong, elementId);
    return expression;
  }

  /** A message, signal or error declared beside the processes. */
  declared(kind: 'message' | 'signal' | 'error', id: string): XmlElement | undefined {
    return this.references.get(`${kind} ${id}`) ?? this.references.get(`${kind} ${id.slice(id.indexOf(':') + 1)}`);
  }
}

export const bpmnChild = (element: XmlElement, name: string): XmlElement | undefined => childrenOf(element, BPMN, name)[0];
export const extensionsOf = (element: XmlElement): XmlElement[] => childrenOf(element, BPMN, 'extensionElements').flatMap((extensions) => extensions.children);
