import type { Expression } from './expression.ts';

/** Into a variable or out of it: `camunda:inputParameter` and `outputParameter`, `zeebe:input` and `zeebe:output`. */
export interface Mapping {
  readonly source: Expression | MappingList | MappingMap;
  /** Name of the variable; Camunda 8 allows a path (`order.id`). */
  readonly target: string;
}
/** `camunda:list` and `camunda:map`: built from their parts. */
export interface MappingList {
  readonly language: 'list';
  readonly items: readonly Mapping['source'][];
}
export interface MappingMap {
  readonly language: 'map';
  readonly entries: readonly { readonly key: Expression; readonly value: Mapping['source'] }[];
}

/** What a call activity gives to the called instance, or takes back from it: all variables, or one. */
export type CallMapping =
  | { readonly kind: 'all'; readonly isLocal: boolean }
  | {
      readonly kind: 'one';
      /** An expression, or the name of a variable that is handed on with its type and format. */
      readonly source: Expression | { readonly variable: string };
      readonly target: string;
      readonly isLocal: boolean;
    };
