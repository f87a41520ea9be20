import { withNamedFlows } from '../deploy/model-for-tests.ts';

export type Notation = 7 | 8;

/** Of one scope; the schema wants associations behind everything else. */
interface Lines {
  readonly nodes: string[];
  readonly artifacts: string[];
}

const textOf = (lines: Lines | undefined): string => [...(lines?.nodes ?? []), ...(lines?.artifacts ?? [])].join('');

/** How an element looks in each notation; the lines of one scope are gathered until that is closed. */
export class ModelWriter {
  readonly notation: Notation;
  private readonly scopes: Lines[] = [{ nodes: [], artifacts: [] }];
  private readonly roots: string[] = [];
  private lastId = 0;

  constructor(notation: Notation) {
    this.notation = notation;
  }

  id(kind: string): string {
    this.lastId += 1;
    return `${kind}${this.lastId}`;
  }

  add(line: string): void {
    this.scopes.at(-1)?.nodes.push(line);
  }

  associate(from: string, to: string): void {
    this.scopes
      .at(-1)
      ?.artifacts.push(
        `<association id="${this.id('line')}" associationDirection="One" sourceRef="${from}" targetRef="${to}"/>`,
      );
  }

  /** Everything that `write` adds stands in a scope of its own. */
  scope(tag: string, id: string, attributes: string, head: string, write: () => void): void {
    this.scopes.push({ nodes: [], artifacts: [] });
    write();
    const inner = textOf(this.scopes.pop());
    this.add(`<${tag} id="${id}"${attributes}>${head}${inner}</${tag}>`);
  }

  flow(from: string, to: string, condition?: string): string {
    const id = this.id('flow');
    this.add(
      `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"${condition === undefined ? '/>' : `><conditionExpression xsi:type="tFormalExpression">${this.expression(condition)}</conditionExpression></sequenceFlow>`}`,
    );
    return id;
  }

  expression(text: string): string {
    return (this.notation === 7 ? `\${${text}}` : `=${text}`).replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  }

  element(tag: string, id: string, attributes = '', inner = ''): string {
    this.add(`<${tag} id="${id}"${attributes}>${inner}</${tag}>`);
    return id;
  }

  work(id: string, attributes = '', inner = ''): string {
    return this.notation === 7
      ? this.element('serviceTask', id, ` camunda:type="external" camunda:topic="${id}"${attributes}`, inner)
      : this.element(
          'serviceTask',
          id,
          attributes,
          `<extensionElements><zeebe:taskDefinition type="${id}"/></extensionElements>${inner}`,
        );
  }

  userTask(id: string, attributes = '', inner = ''): string {
    return this.element(
      'userTask',
      id,
      attributes,
      `${this.notation === 8 ? '<extensionElements><zeebe:userTask/></extensionElements>' : ''}${inner}`,
    );
  }

  callActivity(id: string, calledId: string, attributes = '', inner = ''): string {
    return this.notation === 7
      ? this.element(
          'callActivity',
          id,
          ` calledElement="${calledId}"${attributes}`,
          `<extensionElements><camunda:in variables="all"/><camunda:out variables="all"/></extensionElements>${inner}`,
        )
      : this.element(
          'callActivity',
          id,
          attributes,
          `<extensionElements><zeebe:calledElement processId="${calledId}"/></extensionElements>${inner}`,
        );
  }

  loop(isSequential: boolean, count: number): string {
    const inner =
      this.notation === 7
        ? `<loopCardinality>${count}</loopCardinality>`
        : `<extensionElements><zeebe:loopCharacteristics inputCollection="=[${Array.from({ length: count }, (_, n) => n).join(',')}]" inputElement="item"/></extensionElements>`;
    return `<multiInstanceLoopCharacteristics isSequential="${isSequential}">${inner}</multiInstanceLoopCharacteristics>`;
  }

  readonly timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';

  message(): string {
    return `<messageEventDefinition messageRef="${this.messageRef()}"/>`;
  }

  messageRef(): string {
    const id = this.id('message');
    this.roots.push(
      `<message id="${id}" name="${id}">${this.notation === 8 ? '<extensionElements><zeebe:subscription correlationKey="=&quot;key&quot;"/></extensionElements>' : ''}</message>`,
    );
    return id;
  }

  /** Declares an error or escalation; the result refers to it. */
  declared(kind: 'error' | 'escalation', code: string): string {
    const id = this.id(kind);
    this.roots.push(`<${kind} id="${id}" ${kind}Code="${code}"/>`);
    return `<${kind}EventDefinition ${kind}Ref="${id}"/>`;
  }

  signal(): string {
    const id = this.id('signal');
    this.roots.push(`<signal id="${id}" name="${id}"/>`);
    return `<signalEventDefinition signalRef="${id}"/>`;
  }

  text(processId: string): string {
    const vendor =
      this.notation === 7
        ? 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
        : 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"';
    const content = textOf(this.scopes[0]);
    const attributes = this.notation === 7 ? ' camunda:historyTimeToLive="P1D"' : '';
    return (
      `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${vendor} id="definitions" targetNamespace="http://example.org/wheelhouse">` +
      `<process id="${processId}" isExecutable="true"${attributes}>${this.notation === 7 ? content : withNamedFlows(content)}</process>${this.roots.join('')}</definitions>`
    );
  }
}
