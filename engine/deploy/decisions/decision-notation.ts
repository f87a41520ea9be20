import type { DecisionModel, HitPolicy, TableInput } from '../../graph/decision.ts';
import type { DecisionSemantics } from '../../graph/decision-semantics.ts';
import type { Expression } from '../../graph/expression.ts';
import type { ModelReader } from '../model-reader.ts';
import type { XmlElement } from '../xml-source.ts';

export type CellKind = 'expression' | 'unaryTests';

/** What a notation adds to DMN. Nothing else knows its words, and which languages its cells may be written in. */
export interface DecisionNotation {
  readonly semantics: DecisionSemantics;
  readonly namespace: string;
  attributesOf(tag: string): ReadonlySet<string>;
  readonly hitPolicies: ReadonlySet<HitPolicy>;
  /** Decisions whose logic is of another kind: left out (7), or refused (8). */
  readonly logicKinds: ReadonlySet<string>;
  readonly leavesOutOtherLogic: boolean;
  /** What a knowledge model may be made of. */
  readonly knowledgeKinds: ReadonlySet<string>;
  /** Tables and literal expressions whose results need names (7). */
  readonly needsNames: boolean;
  /** Every rule has one entry for each clause (7). */
  readonly needsAllEntries: boolean;
  /** A file with one decision has requirements of its own (8), or only one with several (7). */
  readonly hasRequirementsAlone: boolean;
  /** Reads a cell's text, which is not empty; problems go to the reader. */
  expression(
    reader: ModelReader,
    at: XmlElement,
    language: string,
    text: string,
    kind: CellKind,
    elementId: string | null,
  ): Expression;
  /** An expression that has to be there is empty. */
  emptyExpression(reader: ModelReader, at: XmlElement, elementId: string | null): void;
  inputVariable(source: XmlElement): TableInput['variable'];
  decision(reader: ModelReader, source: XmlElement): Pick<DecisionModel, 'versionTag' | 'historyTimeToLiveDays'>;
}
