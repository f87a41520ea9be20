import type { DeploymentProblem } from '@/engine/index.ts';

/** Per element what is wrong with it, as Camunda 8 lays it out. */
export function elementErrors(problems: readonly DeploymentProblem[]): string {
  const blocks = [...new Set(problems.map(placeOf))].map((place) => {
    const own = problems.filter((problem) => placeOf(problem) === place);
    const name = own[0] && nameOf(own[0]);
    const lines = inOrder(whatIsTold(own)).map(({ message }) => `    - ERROR: ${message}\n`);
    return name === null ? lines.join('') : `- Element: ${name}\n${lines.join('')}`;
  });
  return blocks.join('');
}

const nameOf = ({ path, elementId }: DeploymentProblem): string | null => path ?? elementId;

/** Each element for itself, though several may have one path: the inputs of a task. */
const placeOf = (problem: DeploymentProblem): string => `${nameOf(problem)} ${problem.line}:${problem.column}`;

/**
 * What is wrong with an element is known before its expressions and times are read, and what is wrong with those takes
 * its place: with an expression, that of the attributes beside it; with a time, all.
 */
function whatIsTold(problems: readonly DeploymentProblem[]): readonly DeploymentProblem[] {
  if (problems.some(({ message }) => OF_TIME.test(message)))
    return problems.filter(({ message }) => OF_TIME.test(message) || OF_EXPRESSION.test(message));
  const hasWrong = problems.some(
    ({ message, path }) => OF_EXPRESSION.test(message) && !path?.endsWith('formDefinition'),
  );
  return hasWrong ? problems.filter(({ message }) => !OF_ATTRIBUTE.test(message)) : problems;
}

/** The order in which Camunda 8 looks at an element; what is not named here stays where it is. */
const ORDER: readonly RegExp[] = [
  /^Must have at least one outgoing sequence flow or association/,
  /^Conditional sequence flows are only supported/,
  /^Elements of type /,
  /^Must have at least one start event/,
  /^Multiple message event definitions/,
  /^Multiple signal event definitions/,
  /^Multiple escalation catch events/,
  /^The same scope can not contain more than one escalation/,
  /^The same scope can not contain more than one error/,
  /^Must have exactly one start event/,
  /^A compensation event subprocess/,
  /^Start events in event subprocesses must be/,
  /^(?:Boundary events must be|Must have exactly one event definition)/,
  /^An escalation boundary event should/,
  /^Interrupting timer event with time cycle/,
  /^Non-Interrupting event of this type/,
  /^Must have (?:either|exactly) one '/,
];
const rankOf = ({ message }: DeploymentProblem): number => ORDER.findIndex((sentence) => sentence.test(message));

function inOrder(problems: readonly DeploymentProblem[]): readonly DeploymentProblem[] {
  const ranked = problems.filter((problem) => rankOf(problem) >= 0).toSorted((a, b) => rankOf(a) - rankOf(b));
  return problems.flatMap((problem) => (rankOf(problem) < 0 ? problem : (ranked.shift() ?? [])));
}

const OF_TIME = /^Invalid timer /;
const OF_EXPRESSION = /^(?:Expected expression but|failed to parse expression)/;
const OF_ATTRIBUTE = /^(?:Attribute '|Must have exactly one zeebe:subscription)/;
