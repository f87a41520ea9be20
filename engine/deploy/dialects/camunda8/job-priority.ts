import type { Expression } from '../../../graph/expression.ts';
import { isInt32, LEAST_INT32, MOST_INT32 } from '../../int32.ts';
import type { ModelReader } from '../../model-reader.ts';
import type { XmlElement } from '../../xml-source.ts';
import { idOf, ownExtensions, requiredAt } from './attributes.ts';

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
  if (priority.language === 'literal' && priority.text !== '' && !isInt32(priority.text))
    reader.problem(
      definition,
      `Expected static value to be a whole number between ${LEAST_INT32} and ${MOST_INT32}, but found '${priority.text}'.`,
      idOf(source),
    );
  return priority;
}
