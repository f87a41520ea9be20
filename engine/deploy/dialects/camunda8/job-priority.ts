import type { Expression } from '../../../graph/expression.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { idOf, ownExtensions, requiredAt } from './attributes.ts';

const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 31 - 1;

/**
 * `zeebe:jobPriorityDefinition` of a process or of an element with a job: a whole number of 32 bits, or what computes
 * one.
 */
export function jobPriority(reader: ModelReader, source: XmlElement): Expression | undefined {
  const [definition, second] = ownExtensions(source, 'jobPriorityDefinition');
  if (!definition) return undefined;
  if (second)
    reader.problem(second, "Must have at most one 'zeebe:jobPriorityDefinition' extension element", idOf(source));
  const priority = requiredAt(reader, definition, 'priority', idOf(source));
  const number = Number(priority.text);
  if (
    priority.language === 'literal' &&
    priority.text !== '' &&
    !(/^[+-]?\d+$/.test(priority.text) && number >= LOWEST && number <= HIGHEST)
  )
    reader.problem(
      definition,
      `Expected static value to be a whole number between ${LOWEST} and ${HIGHEST}, but found '${priority.text}'.`,
      idOf(source),
    );
  return priority;
}
