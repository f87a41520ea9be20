import type { DeploymentProblem } from '../engine.ts';
import type { Expression } from '../graph/expression.ts';
import type { CheckExpression } from '../expressions/expression-port.ts';
import { attributeOf, childrenOf, type XmlElement } from './xml-source.ts';

export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
export const BPMN_DIAGRAM = 'http://www.omg.org/spec/BPMN/20100524/DI';

/** One file while it is read: gathers every problem, so that a modeller sees all of them at once. */
export class ModelReader {
  readonly resource: string;
  readonly definitions: XmlElement;
  readonly problems: DeploymentProblem[] = [];
  private readonly check: CheckExpression;
  private readonly namespace: string;
  private readonly references = new Map<string, XmlElement>();
  private readonly told = new Map<XmlElement, Set<string>>();
  private readonly unsupportedIds = new Set<string | null>();
  private parents: ReadonlyMap<XmlElement, XmlElement> | null = null;
  private ids: ReadonlySet<string> | null = null;

  /** `namespace`: that of the model's own tags, by whose ids places are named. */
  constructor(resource: string, definitions: XmlElement, check: CheckExpression, namespace = BPMN) {
    this.namespace = namespace;
    this.resource = resource;
    this.definitions = definitions;
    this.check = check;
    for (const child of definitions.children) {
      const id = attributeOf(child, 'id');
      if (id !== undefined) this.references.set(`${child.name} ${id}`, child);
    }
  }

  /** What several elements refer to is told once, unless it is a fault of each of them. */
  problem(at: XmlElement, message: string, elementId: string | null = attributeOf(at, 'id') ?? null): void {
    const told = this.told.get(at) ?? new Set();
    const fault = `${elementId} ${message}`;
    if (told.has(fault)) return;
    this.told.set(at, told.add(fault));
    this.tell(at, { message, elementId, severity: 'error' });
  }

  /** What is wrong with an element's text is known, and told, at its end. */
  problemOfText(at: XmlElement, message: string, elementId: string | null): void {
    this.tell(at, { message, elementId, severity: 'error' }, at.end);
  }

  /** What refers to an id that is not there: shown where it refers, and known at the end of the file. */
  unbound(at: XmlElement, message: string, lastLine: number): void {
    this.tell(at, { message, elementId: null, severity: 'error', lastLine });
  }

  /** What runs, but is likely not meant so. */
  warning(at: XmlElement, message: string, elementId: string | null = attributeOf(at, 'id') ?? null): void {
    this.tell(at, { message, elementId, severity: 'warning' });
  }

  private tell(
    at: XmlElement,
    said: Pick<DeploymentProblem, 'message' | 'elementId' | 'severity' | 'lastLine'>,
    place = at.place,
  ): void {
    this.problems.push({ resource: this.resource, ...said, ...place, path: this.pathOf(at), kind: 'model' });
  }

  get hasErrors(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  /**
   * The nearest id and the tags below it, `pay > extensionElements > taskDefinition`: how Camunda 8 names a place. The
   * root has no name but its tag.
   */
  private pathOf(at: XmlElement): string {
    const steps: string[] = [];
    for (const element of this.ancestry(at)) {
      const id = element === this.definitions ? undefined : attributeOf(element, 'id');
      if (id !== undefined && element.namespace === this.namespace) steps.length = 0;
      steps.push(id !== undefined && element.namespace === this.namespace ? id : element.name);
    }
    return steps.join(' > ');
  }

  parentOf(element: XmlElement): XmlElement | undefined {
    this.parents ??= parentsBelow(this.definitions);
    return this.parents.get(element);
  }

  /** From the outermost element to this one. */
  private ancestry(of: XmlElement): XmlElement[] {
    const line = [of];
    for (let parent = this.parentOf(of); parent; parent = this.parentOf(parent)) line.unshift(parent);
    return line;
  }

  /** Something of the element is not supported: what follows from that need not be said again. */
  isUnsupported(elementId: string | null): boolean {
    return this.unsupportedIds.has(elementId);
  }

  /** Not even the original has it, and says so in its own sentence. */
  missing(at: XmlElement, sentence: string, elementId: string | null): void {
    this.unsupportedIds.add(elementId);
    this.problem(at, sentence, elementId);
  }

  unsupported(at: XmlElement, what: string, elementId: string | null = attributeOf(at, 'id') ?? null): void {
    this.unsupportedIds.add(elementId);
    const where = elementId === null ? '' : ` of element '${elementId}'`;
    this.problem(
      at,
      `${what}${where} in line ${at.place.line} is not supported yet. Remove it or model it in another way`,
      elementId,
    );
  }

  /** Keeps the expression, after its syntax was checked. */
  checked(expression: Expression, at: XmlElement, elementId: string | null): Expression {
    const wrong = this.check(expression);
    if (wrong !== null) this.problem(at, wrong, elementId);
    return expression;
  }

  /** An element beside the definitions with this id, of whatever kind. */
  elementOf(id: string): XmlElement | undefined {
    return this.definitions.children.find((child) => attributeOf(child, 'id') === id);
  }
  hasId(id: string): boolean {
    return this.elementOf(id) !== undefined;
  }

  /** Whether an element of whatever kind, anywhere in the file, has this id. */
  isSomewhere(id: string): boolean {
    if (!this.ids) {
      this.parents ??= parentsBelow(this.definitions);
      this.ids = new Set(
        [this.definitions, ...this.parents.keys()].flatMap((element) => attributeOf(element, 'id') ?? []),
      );
    }
    return this.ids.has(id);
  }

  /** A message, signal, error or escalation declared beside the processes. */
  declared(kind: 'message' | 'signal' | 'error' | 'escalation', id: string): XmlElement | undefined {
    return this.references.get(`${kind} ${id}`) ?? this.references.get(`${kind} ${id.slice(id.indexOf(':') + 1)}`);
  }
}

function parentsBelow(root: XmlElement): Map<XmlElement, XmlElement> {
  const parents = new Map<XmlElement, XmlElement>();
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    for (const child of element.children) {
      parents.set(child, element);
      open.push(child);
    }
  }
  return parents;
}

/** Processes of a file that are read and run. */
export const executableProcesses = (definitions: XmlElement): XmlElement[] =>
  childrenOf(definitions, BPMN, 'process').filter((process) => attributeOf(process, 'isExecutable') === 'true');

export const bpmnChild = (element: XmlElement, name: string): XmlElement | undefined =>
  childrenOf(element, BPMN, name)[0];
export const extensionsOf = (element: XmlElement): XmlElement[] =>
  childrenOf(element, BPMN, 'extensionElements').flatMap((extensions) => extensions.children);

export const eventDefinitionsOf = (event: XmlElement): XmlElement[] =>
  event.children.filter((child) => child.namespace === BPMN && child.name.endsWith('EventDefinition'));
