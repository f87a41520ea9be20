import { describe, expect, test } from 'vitest';
import { parse7, parse8, TO_T } from './model-for-tests.ts';

/**
 * Words of the schemas that a process runs without: each is refused by its name, with element and line, or passed by on
 * purpose.
 */
const notYet = (what: string): string =>
  `t:4 ${what} of element 't' in line 4 is not supported yet. Remove it or model it in another way`;
const extended = (tag: string, content: string, attributes = ''): string =>
  `${TO_T}<${tag} id="t" ${attributes}><extensionElements>${content}</extensionElements></${tag}>`;
const service8 = (content: string, attributes = ''): string =>
  extended('serviceTask', `<zeebe:taskDefinition type="x"/>${content}`, attributes);

describe('refused by name', () => {
  test.each([['The attribute camunda:formHandlerClass', `${TO_T}<userTask id="t" camunda:formHandlerClass="a.B"/>`]])(
    '%s in Camunda 7',
    (what, body) => {
      expect(parse7(body).sentences).toEqual([notYet(what)]);
    },
  );

  test.each([
    ['The attribute zeebe:retryCounter', service8('', 'zeebe:retryCounter="1"')],
    ['<zeebe:ioMapping>', service8('<zeebe:ioMapping><zeebe:ioMapping/></zeebe:ioMapping>')],
    [
      '<zeebe:linkedResources>',
      service8(
        '<zeebe:linkedResources><zeebe:linkedResource resourceId="r" resourceType="RPA" linkName="script"/></zeebe:linkedResources>',
      ),
    ],
    ['<zeebe:agentDefinition>', service8('<zeebe:agentDefinition agentType="planner"/>')],
    [
      'The attribute processIdExpression of <zeebe:calledElement>',
      extended('callActivity', '<zeebe:calledElement processId="c" processIdExpression="=c"/>'),
    ],
    [
      'The attribute businessId of <zeebe:calledElement>',
      extended('callActivity', '<zeebe:calledElement processId="c" businessId="=b"/>'),
    ],
  ])('%s in Camunda 8', (what, body) => {
    expect(parse8(body).sentences).toEqual([notYet(what)]);
  });
});

describe('without effect', () => {
  test('marks of templates in Camunda 7', () => {
    const { problems, graph } = parse7(
      `${TO_T}<serviceTask id="t" camunda:type="external" camunda:topic="x" camunda:modelerTemplate="a.b" camunda:modelerTemplateVersion="2"/>`,
      '',
      'camunda:modelerTemplate="a.p"',
    );
    expect(problems).toEqual([]);
    expect(graph?.elements.get('t')).toMatchObject({ kind: 'workerTask' });
  });

  test('what a file is an export of', () => {
    const body = `${TO_T}<task id="t"/>`;
    expect(parse7(body, '', '', 'camunda:diagramRelationId="1"').problems).toEqual([]);
    const namespace = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';
    expect(parse8(body, '', '', `${namespace} camunda:diagramRelationId="1"`).problems).toEqual([]);
  });

  test('what belongs to a connector, within inputs and outputs', () => {
    const { sentences } = parse7(
      extended(
        'task',
        '<camunda:inputOutput><camunda:inputOutput/><camunda:connectorId>c</camunda:connectorId></camunda:inputOutput>',
      ),
    );
    expect(sentences).toEqual([
      "t:4 <camunda:inputOutput> of element 't' in line 4 has no effect, since it means nothing at <camunda:inputOutput>",
      "t:4 <camunda:connectorId> of element 't' in line 4 has no effect, since it means nothing at <camunda:inputOutput>",
    ]);
  });

  test('marks of templates and of shared configurations in Camunda 8, and the id of a header', () => {
    const { sentences, graph } = parse8(
      service8(
        '<zeebe:taskHeaders><zeebe:header id="h" key="a" value="b"/></zeebe:taskHeaders><zeebe:properties><zeebe:property name="p" value="q" modelerConfigurationTemplate="c" modelerConfigurationName="C"/></zeebe:properties><zeebe:ioMapping><zeebe:input source="=1" target="n" modelerConfigurationTemplate="c" modelerConfigurationName="C"/></zeebe:ioMapping>',
        'zeebe:modelerTemplate="a.b" zeebe:modelerTemplateVersion="2" zeebe:modelerTemplateIcon="data:,"',
      ),
      '<signal id="g" name="stop" zeebe:modelerTemplate="a.s"/>',
    );
    expect(sentences).toEqual([]);
    expect(graph?.elements.get('t')).toMatchObject({
      work: { headers: { a: 'b' } },
      properties: { p: 'q' },
      inputs: [{ target: 'n' }],
    });
  });
});

test('properties are kept wherever they stand', () => {
  const properties = '<camunda:properties><camunda:property id="1" name="colour" value="red"/></camunda:properties>';
  const { problems, graph } = parse7(
    `${TO_T}<task id="t"><extensionElements>${properties}</extensionElements><multiInstanceLoopCharacteristics><extensionElements>${properties}</extensionElements><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></task>`,
  );
  expect(problems).toEqual([]);
  expect(graph?.elements.get('t')).toMatchObject({ properties: { colour: 'red' } });
});
