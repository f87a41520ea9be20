import type { Correction } from './correction.ts';

/** What would happen, and whether it may. */
export interface OperationPreview {
  readonly kind: 'preview';
  readonly label: string;
  readonly risk: 'low' | 'guarded' | 'high' | 'destructive';
  /** Which rule made it so. */
  readonly riskBecause: string;
  readonly demands: {
    readonly needsReason: boolean;
    readonly needsTicket: boolean;
    readonly needsConfirmation: boolean;
  };
  /** A correction has to declare these; what is offered can be changed. null: it is none, or nothing is demanded. */
  readonly correction: Omit<Correction, 'symptom'> | null;
  /** The words to type, for what destroys. */
  readonly confirmation: string | null;
  /** Sentences: what will happen. */
  readonly effects: readonly string[];
  readonly checks: readonly OperationCheck[];
  readonly before: unknown;
  readonly after: unknown;
  /** To be handed back as `expectedVersion`. */
  readonly version: number | null;
  /** To be handed back as `expectedState`; null: there is nothing that somebody else could change. */
  readonly state: unknown;
  /** Of a rehearsal: each element before and after it, as the engine computed it; null where nothing was rehearsed. */
  readonly outlook: readonly ElementOutlook[] | null;
  /** Of a rehearsal: variables that would be different. */
  readonly variables: readonly VariableOutlook[] | null;
  /** What is in the way, at the element where it is. */
  readonly problems: readonly { readonly elementId: string; readonly message: string }[];
  /** Of a rehearsal of many: what became of the sample. */
  readonly sample: BatchSample | null;
  /** The same over the APIs. */
  readonly request: AsRequest;
}

/** A call of `/engine-rest` or `/v2`. */
export interface RestCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** none: there is no endpoint that does it. untold: how it is done over the APIs is not said here. */
export type AsRequest =
  | { readonly kind: 'calls'; readonly calls: readonly RestCall[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'untold' };

/** An element's tokens and incidents, and what waits there in words. */
export interface ElementOutlook {
  readonly elementId: string;
  readonly before: ElementMoment;
  readonly after: ElementMoment;
}

export interface ElementMoment {
  readonly tokens: number;
  readonly incidents: number;
  readonly waits: readonly string[];
  readonly incidentMessages: readonly string[];
}

/** `elementId`: of the scope; null: the instance. Null values: it is not there. */
export interface VariableOutlook {
  readonly name: string;
  readonly elementId: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Some of many, each rehearsed on the engine: what would come of it, in groups, those refused first. */
export interface BatchSample {
  readonly total: number;
  readonly checked: number;
  readonly works: number;
  readonly groups: readonly SampleGroup[];
}

/** `message` null: it would work. Up to some instances as examples. */
export interface SampleGroup {
  readonly message: string | null;
  readonly count: number;
  readonly examples: readonly { readonly instanceKey: string | null; readonly title: string }[];
}

export interface OperationCheck {
  readonly name: string;
  readonly result: 'passed' | 'look' | 'blocked' | 'unknown';
  readonly evidence: string;
}

/** Neither passed nor blocked: the machine cannot say, a person has to look. */
export function needsLook({ result }: Pick<OperationCheck, 'result'>): boolean {
  return result === 'look' || result === 'unknown';
}
