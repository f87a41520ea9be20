import { describe, expect, test } from 'vitest';
import { parseResource } from './parse-resource.ts';

const parse = (body: string, head = '') => parseResource('a.bpmn', new TextEncoder().encode(
  `${head}<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">\n<process id="p" isExecutable="true">\n${body}\n</process></definitions>`));
const LINE = '<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>';

describe('parseResource', () => {
  test('an external task with its topic', () => {
    const { graphs, problems } = parse(`${LINE}<serviceTask id="t" camunda:type="external" camunda:topic="pay"/>`);
    expect(problems).toEqual([]);
    expect(graphs[0]?.elements.get('t')).toMatchObject({ kind: 'workerTask', incoming: ['f'], work: { type: { text: 'pay' } } });
  });

  test('what is unknown is named with element and line', () => {
    const { graphs, problems } = parse(`${LINE}\n<scriptTask id="t"/>`);
    expect(graphs).toEqual([]);
    expect(problems).toMatchObject([{ line: 4, elementId: 't', message: "<scriptTask> of element 't' in line 4 is not supported yet. Remove it or model it in another way" }]);
  });

  test('all problems at once', () => {
    expect(parse('<startEvent id="s"/><scriptTask id="a"/><complexGateway id="b"/>').problems).toHaveLength(2);
  });

  test('a DOCTYPE is refused', () => {
    expect(parse('', '<!DOCTYPE x>').problems).toMatchObject([{ kind: 'notXml' }]);
  });

  test.each(['', 'no xml', '<a', '<a>\u0000</a>'])('no XML: %j', (text) => {
    expect(parseResource('a.bpmn', new TextEncoder().encode(text)).problems).toMatchObject([{ kind: 'notXml' }]);
  });
});
