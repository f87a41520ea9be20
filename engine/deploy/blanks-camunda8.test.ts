import { describe, expect, test } from 'vitest';
import { parse8, TO_T } from './model-for-tests.ts';

const extended = (tag: string, content: string): string =>
  `${TO_T}<${tag} id="t"><extensionElements>${content}</extensionElements></${tag}>`;
const work = '<zeebe:taskDefinition type="x"/>';
const mapping = (target: string): string =>
  `${work}<zeebe:ioMapping><zeebe:input source=" " target="${target}"/></zeebe:ioMapping>`;
const PATTERN = "doesn't match the pattern '[a-zA-Z_][a-zA-Z0-9_]*(\\.[a-zA-Z_][a-zA-Z0-9_]*)*'.";

describe('Camunda 8 takes blanks as they stand', () => {
  test.each([
    [
      'the type of a job',
      extended('serviceTask', '<zeebe:taskDefinition type=" "/>'),
      { work: { type: { text: ' ' } } },
    ],
    [
      'a called process',
      extended('callActivity', '<zeebe:calledElement processId=" "/>'),
      { calledProcessId: { text: ' ' } },
    ],
    ['what a variable gets', extended('serviceTask', mapping('a')), { inputs: [{ source: { text: ' ' } }] }],
    [
      'the type of a listener, and its attempts where nothing is said',
      extended(
        'serviceTask',
        `${work}<zeebe:executionListeners><zeebe:executionListener eventType="start" type=" " retries=""/></zeebe:executionListeners>`,
      ),
      { jobListeners: [{ event: 'start', type: { text: ' ' }, headers: {} }] },
    ],
  ])('%s', (_what, model, element) => {
    const { graph, sentences } = parse8(model);
    expect(sentences).toEqual([]);
    expect(graph?.elements.get('t')).toMatchObject(element);
  });

  test('the name of a variable has none', () => {
    expect(parse8(extended('serviceTask', mapping(' a '))).sentences).toEqual([
      `t:4 Expected path expression ' a ' but ${PATTERN}`,
    ]);
    expect(parse8(extended('serviceTask', mapping(' '))).sentences).toEqual([
      `t:4 Expected path expression ' ' but ${PATTERN}`,
    ]);
  });

  test('a listener without attempts has those of any job', () => {
    const { graph } = parse8(
      extended(
        'serviceTask',
        `${work}<zeebe:executionListeners><zeebe:executionListener eventType="end" type="y" retries=""/></zeebe:executionListeners>`,
      ),
    );
    expect(graph?.elements.get('t')).not.toHaveProperty('jobListeners.0.retries');
  });
});
