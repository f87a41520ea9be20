import type { DeploymentProblem } from '@/engine/index.ts';
import { elementErrors } from './element-errors.ts';

const OPENING = 'Expected to deploy new resources, but encountered the following errors:';

/**
 * Files that are neither process models nor decisions nor forms: nothing of a deployment may be left out in silence.
 */
export function unknownResources(names: readonly string[]): string | null {
  const unknown = names.filter((name) => !name.endsWith('.bpmn') && !name.endsWith('.dmn') && !name.endsWith('.form'));
  return unknown.length === 0
    ? null
    : [OPENING, ...unknown.map((name) => `\n'${name}': unknown resource type`)].join('\n');
}

/**
 * Everything that is wrong with the files, in Camunda 8's layout: per file its elements, per element its errors. People
 * read it, and clients show it as it is.
 */
export function deploymentErrors(problems: readonly DeploymentProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const resources = [...new Set(errors.map(({ resource }) => resource))];
  return [
    OPENING,
    ...resources.map((resource) =>
      resourceErrors(
        resource,
        errors.filter((problem) => problem.resource === resource),
      ),
    ),
  ].join('\n');
}

/** What Camunda 8 says of a whole process, after it has read the files: in a form of its own. */
const OF_PROCESS = 'Processes are not allowed to contain a straight-through processing loop';

/** The sentences of XML's schemas: where a file does not follow them, Camunda 8 tells the first of its faults alone. */
const OF_SCHEMA = /^cvc-/;

/** What refers to nothing is known at the end of a file. */
const OF_REFERENCE = /^cvc-id\.1:/;

/** Said of a whole model, and alone: it hides whatever else is wrong but with the schema. */
const OF_MODEL = /^Unable to find a model element instance for id /;

const byPlace = (one: DeploymentProblem, other: DeploymentProblem): number =>
  Number(OF_REFERENCE.test(one.message)) - Number(OF_REFERENCE.test(other.message)) ||
  (OF_REFERENCE.test(one.message) ? 0 : (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0));

function resourceErrors(resource: string, all: readonly DeploymentProblem[]): string {
  const alone = all.flatMap((problem) => sentenceAlone(problem) ?? []);
  const problems = all.filter((problem) => sentenceAlone(problem) === null);
  return [...alone, ...(problems.length > 0 ? [errorsOfFile(resource, problems)] : [])].join('\n');
}

/** What is said without the name of the file before it: of two files, and of a form that has no id. */
function sentenceAlone({
  kind,
  language,
  fault,
  elementId,
  resource,
  otherResource,
}: DeploymentProblem): string | null {
  if (fault === 'noId') return 'Expected the form id to be present, but none given';
  if (fault === 'blankId') return 'Expected the form id to be filled, but it is blank';
  if (kind !== 'duplicate') return null;
  const unique = (what: string, files: string): string =>
    `Expected the ${what} ids to be unique within a deployment but found a duplicated id '${elementId}' in the resources ${files}.`;
  switch (language) {
    case 'forms':
      return unique('form', `'${resource}' and '${otherResource}'`);
    case 'decisions':
      return unique('decision', `'${otherResource}' and '${resource}'`);
    case 'requirements':
      return unique('decision requirements', `'${otherResource}' and '${resource}'`);
    default:
      return `Duplicated process id in resources '${resource}' and '${otherResource}'`;
  }
}

function errorsOfFile(resource: string, problems: readonly DeploymentProblem[]): string {
  if (problems.some(({ language }) => language === 'forms'))
    return `'${resource}': ${problems.map(({ message }) => message).join('\n')}`;
  if (problems.every(({ message }) => message.startsWith(OF_PROCESS)))
    return `\`${resource}\`: ${problems.map(({ elementId, message }) => `- Process: ${elementId}\n    - ERROR: ${message}\n`).join('')}`;
  // Of decisions the original names no element; people look for it, so it follows the sentence.
  if (problems.some(({ language }) => language === 'decisions'))
    return `'${resource}': ${problems.map(decisionError).join('\n')}`;
  const unread = problems.find(({ kind }) => kind === 'notXml');
  if (unread !== undefined) return `'${resource}': Fatal Error: URI=null Line=${unread.line ?? 1}: ${unread.message}`;
  const [broken] = problems.filter(({ message }) => OF_SCHEMA.test(message)).toSorted(byPlace);
  if (broken) return `'${resource}': Error: URI=null Line=${broken.lastLine ?? broken.line ?? 1}: ${broken.message}`;
  const unbound = problems.find(({ message }) => OF_MODEL.test(message));
  if (unbound) return `'${resource}': ${unbound.message}`;
  return `'${resource}': ${elementErrors(problems.filter(({ message }) => !message.startsWith(OF_PROCESS)))}`;
}

function decisionError({ message, elementId, line, column }: DeploymentProblem): string {
  const place = [
    ...(elementId === null ? [] : [`decision '${elementId}'`]),
    ...(line === null ? [] : [`line ${line}, column ${column ?? 1}`]),
  ].join(', ');
  return place === '' ? message : `${message} (${place})`;
}
