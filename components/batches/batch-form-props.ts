import type { BatchDraft } from './batch-draft.ts';

/** What is written in the dialog of a batch, and how a part of it is changed. */
export interface FormProps {
  readonly draft: BatchDraft;
  readonly onChange: (part: Partial<BatchDraft>) => void;
}
