import { afterEach, expect, it } from 'vitest';
import { parseResource } from '../../deploy/parse-resource.ts';
import { ModelParser } from './model-parser.ts';
import { threadSource } from '../thread-source.ts';

const TASKS = 2_000;
const SHORT_MS = 300;

/** A long chain of tasks, about half a megabyte. */
function longModel(): Uint8Array {
  const tasks = Array.from(
    { length: TASKS },
    (_, n) => `<bpmn:sequenceFlow id="f${n}" sourceRef="${n === 0 ? 'start' : `t${n - 1}`}" targetRef="t${n}" />
    <bpmn:serviceTask id="t${n}" name="Task number ${n}" camunda:type="external" camunda:topic="work"><bpmn:extensionElements><camunda:inputOutput>
      <camunda:inputParameter name="a">\${b + ${n}}</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>`,
  );
  return new TextEncoder().encode(`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
    <bpmn:process id="long" isExecutable="true" camunda:historyTimeToLive="1"><bpmn:startEvent id="start" />${tasks.join('')}</bpmn:process></bpmn:definitions>`);
}

/** A thread that does as the name of the file says. */
const OBEDIENT = `const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ name }) => {
    if (name === 'dies') process.exit(1);
    if (name === 'throws') throw new Error('no such model');
    if (name === 'hangs') for (;;);
    parentPort.postMessage({ kind: 'parsed', parsed: { graphs: [], problems: [] } });
  });
  parentPort.postMessage({ kind: 'ready' });`;

/** One that begins later than a model may take. */
const SLOW_TO_BEGIN = `setTimeout(() => { ${OBEDIENT} }, ${2 * SHORT_MS});`;

let parser: ModelParser;
afterEach(() => parser.close());

it('gives the same graph as reading in place, and lets the event loop turn meanwhile', async () => {
  parser = new ModelParser(threadSource('models/parse-worker'));
  const content = longModel();
  await parser.parse('warm.bpmn', new TextEncoder().encode('<a/>'));
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 1);
  const parsed = await parser.parse('long.bpmn', content);
  clearInterval(counting);
  expect(turns).toBeGreaterThan(3);
  expect(parsed).toEqual(parseResource('long.bpmn', content));
  expect(await parser.parseAgain('long.bpmn', content)).toEqual(parsed);
});

it('refuses the file that a thread dies of, hangs at or throws at, and reads the next ones', async () => {
  parser = new ModelParser({ script: OBEDIENT, isCode: true }, SHORT_MS);
  const nothing = new Uint8Array();
  const answers = await Promise.all(
    ['fine', 'dies', 'fine', 'hangs', 'throws', 'fine'].map((name) => parser.parse(name, nothing)),
  );
  expect(answers.map(({ problems }) => problems.map(({ kind, message }) => `${kind}: ${message}`))).toEqual([
    [],
    ['limit: The model cannot be read.'],
    [],
    ['limit: The model takes longer than 0.3 s to read.'],
    ['limit: The model cannot be read: no such model'],
    [],
  ]);
});

it('counts the time of a model from when its thread has begun', async () => {
  parser = new ModelParser({ script: SLOW_TO_BEGIN, isCode: true }, SHORT_MS);
  expect((await parser.parse('fine', new Uint8Array())).problems).toEqual([]);
});
