import type { Variables } from '../../graph/variable-value.ts';
import type { ElementPlace } from '../modification.ts';
import type { Key } from '../state.ts';

/** Which element of one definition takes over from which of another. */
export interface MigrationPlan {
  readonly sourceDefinitionKey: Key;
  readonly targetDefinitionKey: Key;
  readonly instructions: readonly MigrationInstruction[];
  /** Set in each migrated instance. */
  readonly variables: Variables;
}

export interface MigrationInstruction {
  readonly source: ElementPlace;
  readonly target: ElementPlace;
  /** What is waited for is computed anew from the target, and not kept as it is. */
  readonly updatesTrigger: boolean;
}

/** Why an instruction cannot hold, for the two definitions alone. */
export interface PlanFailure {
  readonly code:
    | 'unknownSource'
    | 'unknownTarget'
    | 'mappedTwice'
    | 'otherBehavior'
    | 'otherEvent'
    | 'addsBody'
    | 'bodyWithoutInner'
    | 'innerLost'
    | 'gatewayTwice'
    | 'gatewayFlows'
    | 'gatewayScope'
    | 'eventScope'
    | 'noTrigger'
    | 'keepsCondition'
    | 'leavesAncestor';
  /** The scopes that the failure is about. */
  readonly scope?: ElementPlace | null;
  readonly otherScope?: ElementPlace | null;
}

/** What keeps one instance from being migrated: a token without an instruction, or with one that does not fit it. */
export interface TokenFailure {
  readonly tokenKey: Key;
  readonly isContinuation: boolean;
  readonly source: ElementPlace;
  readonly code: 'notMapped' | 'notAsyncBefore' | 'notAsyncAfter';
}
