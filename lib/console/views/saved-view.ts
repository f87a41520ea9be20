/** A list as somebody wants to have it again. */
export interface SavedView {
  readonly key: string;
  readonly name: string;
  /** What follows the question mark of the page's address. */
  readonly address: string;
  readonly owner: { readonly username: string; readonly name: string };
  readonly isOwn: boolean;
  readonly isShared: boolean;
  /** What the person sees when the screen is opened bare. */
  readonly isDefault: boolean;
}
export interface SavedViewsView {
  readonly views: readonly SavedView[];
}
export interface VariableNamesView {
  readonly names: readonly string[];
}
