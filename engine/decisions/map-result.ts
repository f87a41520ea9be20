import { DECISION_RESULT_CLASS } from '../expressions/decision-result.ts';
import { type JavaClassLetter, mayBeDate, writtenContents } from '../expressions/java-contents.ts';
import { doubleText, parseJsonTree, usualContents } from '../expressions/juel/json-tree.ts';
import { toJsonText } from '../expressions/values.ts';
import type { DecisionMapping } from '../graph/element.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { javaObject } from './decided-value.ts';
import { DecisionFailure } from './decision-failure.ts';
import type { ResultEntry } from './decision-outcome.ts';
import { javaTyped } from './failure-sentences.ts';

const NULL: VariableValue = { type: 'Null', text: null };

/** How Camunda 7 makes one variable of the results. Throws DecisionFailure where they do not fit the mapping. */
export function mappedResult(
  entries: readonly ResultEntry[],
  mapping: Exclude<DecisionMapping, 'value'>,
): VariableValue {
  switch (mapping) {
    case 'singleEntry': {
      const [only] = entries;
      if (entries.length > 1 || (only?.size ?? 0) > 1) throw notMapped('ENGINE-22001', 'SingleEntry', entries);
      const [value] = only?.values() ?? [];
      return value?.value ?? NULL;
    }
    case 'singleResult': {
      const [only] = entries;
      if (entries.length > 1) throw notMapped('ENGINE-22001', 'SingleResult', entries);
      return only ? withContents('java.util.HashMap', mapText(only), mapLetters(only)) : NULL;
    }
    case 'collectEntries': {
      const names = new Set(entries.flatMap((entry) => [...entry.keys()]));
      if (names.size > 1)
        throw notMapped(
          'ENGINE-22002',
          'CollectEntries',
          entries,
          `. The decision outputs should only contains values for one output name but found '[${[...names].join(', ')}]'.`,
        );
      const values = entries.flatMap((entry) => [...entry.values()]);
      return withContents(
        values.length === 0 ? 'java.util.Collections$EmptyList' : 'java.util.ArrayList',
        `[${values.map(({ value }) => jsonOf(value)).join(',')}]`,
        values.flatMap(({ value }) => lettersOf(value)),
      );
    }
    case 'resultList':
      return withContents('java.util.ArrayList', `[${entries.map(mapText).join(',')}]`, entries.flatMap(mapLetters));
  }
}

/** The results as expressions see them: entries keep the types of their values. */
export function typedResults(entries: readonly ResultEntry[]): VariableValue {
  const typed = entries.map((entry) => Object.fromEntries([...entry].map(([name, { value }]) => [name, value])));
  return {
    type: 'Object',
    text: JSON.stringify(typed),
    info: { objectTypeName: DECISION_RESULT_CLASS, serializationDataFormat: 'application/x-java-serialized-object' },
  };
}

const mapText = (entry: ResultEntry): string =>
  `{${[...entry].map(([name, { value }]) => `${JSON.stringify(name)}:${jsonOf(value)}`).join(',')}}`;

/** A Double has a point, whereby it is read as one again. */
const jsonOf = (value: VariableValue): string =>
  value.type === 'Double' && value.text !== null ? doubleText(Number(value.text)) : toJsonText(value);

const withContents = (className: string, json: string, letters: readonly JavaClassLetter[]): VariableValue =>
  javaObject(className, json, writtenContents(letters, usualContents(parseJsonTree(json))));

const mapLetters = (entry: ResultEntry): JavaClassLetter[] => [
  'H',
  ...[...entry.values()].flatMap(({ value }) => lettersOf(value)),
];

function lettersOf({ type, text }: VariableValue): readonly JavaClassLetter[] {
  if (text === null) return [];
  if (type === 'Long') return ['L'];
  if (type === 'Integer' || type === 'Short') return ['I'];
  if (type === 'Date' || type === 'String') return mayBeDate(text) ? [type === 'Date' ? 'D' : 'S'] : [];
  return type === 'Object' ? usualContents(parseJsonTree(text)) : [];
}

/** Results that a sentence quotes at most. */
const MAX_QUOTED = 20;

function notMapped(code: string, mapper: string, entries: readonly ResultEntry[], more = ''): DecisionFailure {
  const quoted = entries
    .slice(0, MAX_QUOTED)
    .map((entry) => `{${[...entry].map(([name, value]) => `${name}=${javaTyped(value)}`).join(', ')}}`)
    .join(', ');
  return new DecisionFailure(
    `${code} The decision result mapper '${mapper}DecisionResultMapper{}' failed to process '[${quoted}]'${more}`,
    'ProcessEngineException',
  );
}
