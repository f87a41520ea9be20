import { expect, it } from 'vitest';
import { type ComparedNode, modelChanges } from './model-changes.ts';

function node(
  localName: string,
  attributes: Readonly<Record<string, string>>,
  content: string | readonly ComparedNode[] = [],
): ComparedNode {
  return {
    localName,
    attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
    children: typeof content === 'string' ? [] : content,
    textContent: typeof content === 'string' ? content : null,
    getAttribute: (name) => attributes[name] ?? null,
  };
}
const nodes = (...all: readonly ComparedNode[]) => new Map(all.map((each) => [each.getAttribute('id') ?? '', each]));
const told = (older: ReadonlyMap<string, ComparedNode>, newer: ReadonlyMap<string, ComparedNode>) =>
  modelChanges(older, newer).map(({ change, id }) => `${change} ${id}`);

it('says what was added, taken away and changed, with what reads otherwise', () => {
  const older = nodes(
    node('serviceTask', { id: 'a', name: 'Charge' }),
    node('userTask', { id: 'b' }),
    node('sequenceFlow', { id: 'f', sourceRef: 'a', targetRef: 'b' }),
  );
  const newer = nodes(
    node('serviceTask', { id: 'a', name: 'Charge the card' }),
    node('userTask', { id: 'c' }),
    node('sequenceFlow', { id: 'f', sourceRef: 'a', targetRef: 'c' }),
  );
  expect(told(older, newer)).toEqual(['changed a', 'added c', 'changed f', 'removed b']);
  expect(modelChanges(older, newer)[0]).toMatchObject({
    name: 'Charge the card',
    kind: 'serviceTask',
    before: 'id = a\nname = Charge',
    after: 'id = a\nname = Charge the card',
  });
});

it('order of attributes, the list of flows and ids within an event say nothing new', () => {
  const event = (id: string, timer: string) =>
    node('startEvent', { id: 'e' }, [
      node('outgoing', {}, id),
      node('timerEventDefinition', { id }, [node('timeCycle', {}, timer)]),
    ]);
  const inner = (id: string) => node('timerEventDefinition', { id }, [node('timeCycle', {}, 'R/PT1H')]);
  expect(
    told(
      nodes(event('x1', 'R/PT1H'), inner('x1'), node('task', { id: 't', name: 'T' })),
      nodes(event('x2', 'R/PT1H'), inner('x2'), node('task', { name: 'T', id: 't' })),
    ),
  ).toEqual([]);
  expect(told(nodes(event('x1', 'R/PT1H')), nodes(event('x1', 'R/PT2H')))).toEqual(['changed e']);
});

it('a sub-process has changed only when it itself says something else', () => {
  const around = (inner: string) =>
    nodes(
      node('subProcess', { id: 's' }, [node('task', { id: 't', name: inner })]),
      node('task', { id: 't', name: inner }),
    );
  expect(told(around('One'), around('Two'))).toEqual(['changed t']);
});

it('an empty word of a vendor that comes or goes is a change', () => {
  const task = (words: readonly ComparedNode[]) =>
    nodes(node('userTask', { id: 'u' }, [node('extensionElements', {}, words)]));
  expect(told(task([]), task([node('userTask', {})]))).toEqual(['changed u']);
});
