import type { ConditionalTrigger } from '../../../graph/trigger.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { idOf, ownExtension } from './attributes.ts';

const EVENTS: ReadonlySet<string> = new Set(['create', 'update']);

/**
 * `zeebe:conditionalFilter`: the variables and the kinds of change at which a condition is looked at, between commas.
 */
export function conditionChanges(
  reader: ModelReader,
  event: XmlElement,
  definition: XmlElement,
): Pick<ConditionalTrigger, 'variableNames' | 'variableEvents'> {
  const filter = ownExtension(definition, 'conditionalFilter');
  if (!filter) return {};
  const [variableNames, variableEvents] = [textsOf(filter, 'variableNames'), textsOf(filter, 'variableEvents')];
  for (const name of variableEvents) {
    if (!EVENTS.has(name))
      reader.problem(
        filter,
        `Attribute 'variableEvents' may name 'create' and 'update', but not '${name}'`,
        idOf(event),
      );
  }
  return { ...(variableNames.length > 0 && { variableNames }), ...(variableEvents.length > 0 && { variableEvents }) };
}

const textsOf = (at: XmlElement, name: string): readonly string[] =>
  (attributeOf(at, name) ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
