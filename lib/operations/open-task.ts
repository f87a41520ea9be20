/** A task as operations find it, with what concerns the person who asks. */
export interface OpenTask {
  readonly key: string;
  readonly treeKey: string /** null: no process asks for it. */;
  readonly instanceKey: string | null;
  readonly elementId: string | null;
  readonly title: string;
  readonly assignee: string | null;
  readonly owner: string | null;
  readonly delegation: 'pending' | 'resolved' | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly dueAt: Date | null;
  readonly followUpAt: Date | null;
  readonly priority: number;
  readonly isEnded: boolean;
  readonly isCandidate: boolean;
  /** Its listeners are asked about this now (Camunda 8). */
  readonly askedAbout: string | null;
}
