/** Who asks, and what the person may do; the server decides again with each request. */
export interface MeView {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly { readonly id: string; readonly label: string }[];
  /** Where the person lands: operators at the overview, business users at their tasks. */
  readonly home: '/' | '/tasks';
  readonly permissions: readonly string[];
  /** Every operation, allowed or not: feeds buttons, menus and the palette. */
  readonly operations: readonly OperationAccess[];
  readonly environment: { readonly name: string; readonly kind: 'production' | 'demo' | 'test' | 'development' };
}

export interface OperationAccess {
  readonly name: string;
  readonly label: string;
  /** Single key on the page where it applies. */
  readonly shortcut: string | null;
  readonly permission: string;
  readonly risk: 'low' | 'guarded' | 'high' | 'destructive';
  readonly isAllowed: boolean;
  /** Why not, as a sentence; null when allowed. */
  readonly missing: string | null;
  readonly demands: ReasonDemands;
}

/** What the dialog has to ask for. */
export interface ReasonDemands {
  readonly needsReason: boolean;
  readonly needsTicket: boolean;
  readonly needsConfirmation: boolean;
}

export interface ReasonsView {
  readonly codes: readonly { readonly code: string; readonly label: string }[];
  /** Pattern of a ticket, as a regular expression, and an example. */
  readonly ticketPattern: string;
  readonly ticketExample: string;
}

/** People of this console who can sign in, by name. */
export interface PeopleView {
  readonly people: readonly { readonly username: string; readonly name: string }[];
}
