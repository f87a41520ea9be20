/** The syntax tree of FEEL; positions are not kept, because failures name the whole expression. */
export type FeelNode =
  | { readonly kind: 'null' }
  /** A condition among unary tests holds by itself; else it is a value that the input may be equal to. */
  | { readonly kind: 'boolean'; readonly value: boolean; readonly isCondition?: true }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'temporal'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'input' }
  | { readonly kind: 'path'; readonly target: FeelNode; readonly key: string }
  | { readonly kind: 'filter'; readonly target: FeelNode; readonly test: FeelNode }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly FeelNode[];
      readonly names: readonly string[] | null;
    }
  | { readonly kind: 'method'; readonly target: FeelNode; readonly args: readonly FeelNode[] }
  | { readonly kind: 'list'; readonly items: readonly FeelNode[] }
  | { readonly kind: 'context'; readonly entries: readonly (readonly [string, FeelNode])[] }
  | {
      readonly kind: 'range';
      readonly low: FeelNode;
      readonly high: FeelNode;
      readonly isLowIn: boolean;
      readonly isHighIn: boolean;
    }
  | { readonly kind: 'test'; readonly operator: string; readonly operand: FeelNode }
  | { readonly kind: 'none'; readonly tests: readonly FeelNode[] }
  | { readonly kind: 'negate'; readonly operand: FeelNode }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: FeelNode; readonly right: FeelNode }
  | { readonly kind: 'between'; readonly value: FeelNode; readonly low: FeelNode; readonly high: FeelNode }
  | { readonly kind: 'in'; readonly value: FeelNode; readonly tests: readonly FeelNode[] }
  | { readonly kind: 'instance'; readonly value: FeelNode; readonly type: string }
  | { readonly kind: 'if'; readonly test: FeelNode; readonly yes: FeelNode; readonly no: FeelNode }
  | { readonly kind: 'for'; readonly loops: readonly FeelLoop[]; readonly body: FeelNode }
  | { readonly kind: 'some' | 'every'; readonly loops: readonly FeelLoop[]; readonly body: FeelNode }
  | { readonly kind: 'function'; readonly parameters: readonly string[]; readonly body: FeelNode };

/** `name in list` or `name in from..to`. */
export interface FeelLoop {
  readonly name: string;
  readonly list: FeelNode;
  readonly to: FeelNode | null;
}
