import { expect, test } from 'vitest';
import type { DeploymentProblem } from '@/engine/index.ts';
import { deploymentErrors } from './deployment-errors.ts';

const problem = (path: string, message: string, line = 4): DeploymentProblem => ({
  resource: 'm.bpmn',
  message,
  elementId: path,
  path,
  severity: 'error',
  kind: 'model',
  line,
  column: 1,
});
const told = (...problems: DeploymentProblem[]): string => deploymentErrors(problems).split("'m.bpmn': ")[1] ?? '';
const OUTGOING = 'Must have at least one outgoing sequence flow or association';
const CYCLE = 'Interrupting timer event with time cycle is not allowed.';
const INPUT = 't > extensionElements > ioMapping > input';

test('elements of one path have errors of their own', () => {
  expect(
    told(
      problem(INPUT, 'Expected expression but not found.', 4),
      problem(INPUT, 'Expected expression but not found.', 5),
    ),
  ).toBe(`- Element: ${INPUT}\n    - ERROR: Expected expression but not found.\n`.repeat(2));
});

test('the errors of an element stand in the order in which Camunda 8 looks at it', () => {
  expect(told(problem('b', CYCLE), problem('b', OUTGOING))).toBe(
    `- Element: b\n    - ERROR: ${OUTGOING}\n    - ERROR: ${CYCLE}\n`,
  );
  const conditional = 'Conditional sequence flows are only supported at exclusive or inclusive gateway';
  const extension = "Must have exactly one 'zeebe:taskDefinition' extension element";
  expect(told(problem('t', extension), problem('t', 'Something else'), problem('t', conditional))).toBe(
    `- Element: t\n    - ERROR: ${conditional}\n    - ERROR: Something else\n    - ERROR: ${extension}\n`,
  );
});

test('a time that cannot be read takes the place of what else is wrong with the event', () => {
  const time = 'Invalid timer cycle expression (Cron expression contains 1 parts but we expect one of [6])';
  expect(told(problem('b', CYCLE), problem('b', time), problem('b', OUTGOING), problem('c', OUTGOING))).toBe(
    `- Element: b\n    - ERROR: ${time}\n- Element: c\n    - ERROR: ${OUTGOING}\n`,
  );
});

test('a loop without a wait is told of a process that is right otherwise', () => {
  const loop = problem('p', 'Processes are not allowed to contain a straight-through processing loop: t > t');
  expect(told(loop, problem('r', 'Must reference a message'))).toBe(
    '- Element: r\n    - ERROR: Must reference a message\n',
  );
  expect(deploymentErrors([loop])).toContain('`m.bpmn`: - Process: p\n');
});
