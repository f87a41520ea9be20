import type { ExecutionListener, JobListener } from './code.ts';
import type { Element, SequenceFlow } from './element.ts';
import type { Expression } from './expression.ts';
import type { Semantics } from './semantics.ts';

/** One executable process, neutral and immutable: what both dialects are translated into. */
export interface ProcessGraph {
  readonly processId: string;
  readonly name?: string;
  readonly versionTag?: string;
  /** Of the file: Camunda 7 shows it as the definition's category. */
  readonly targetNamespace?: string;
  readonly documentation?: string;
  readonly semantics: Semantics;
  readonly elements: ReadonlyMap<string, Element>;
  readonly flows: ReadonlyMap<string, SequenceFlow>;
  /** Start events directly below the process, in the order of the file. */
  readonly startEventIds: readonly string[];
  /** Start events of the event sub-processes directly below the process: they wait while the instance lives. */
  readonly eventStartIds: readonly string[];
  /** Of the process itself: as an instance begins and ends. */
  readonly listeners?: readonly ExecutionListener[];
  readonly jobListeners?: readonly JobListener[];
  /** Something in the process, beside its start events, waits for a condition. */
  readonly hasConditions?: boolean;
  /** Days that history is kept; undefined: for ever. */
  readonly historyTimeToLiveDays?: number;
  readonly defaultJobPriority?: Expression;
  readonly defaultTaskPriority?: Expression;
  /** Forms that stand in the process itself, by id: text of JSON, as it stands (Camunda 8). */
  readonly embeddedForms?: Readonly<Record<string, string>>;
  readonly isStartableInTasklist: boolean;
  readonly candidateStarterGroups: readonly string[];
  readonly candidateStarterUsers: readonly string[];
}
