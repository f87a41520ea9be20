import type { LeasedJob } from '@/engine/index.ts';
import { jobWords } from './job-words.ts';

const header = (name: string): string => `io.camunda.zeebe:${name}`;

/** What the job of a task's listener tells of the task, out of its headers; null of every other job. */
export function userTaskProperties({ position, headers }: LeasedJob) {
  if (jobWords(position).kind !== 'TASK_LISTENER') return null;
  const text = (name: string): string | null => headers[header(name)] ?? null;
  return {
    action: text('action') ?? '',
    assignee: text('assignee'),
    candidateGroups: listIn(text('candidateGroups')),
    candidateUsers: listIn(text('candidateUsers')),
    changedAttributes: listIn(text('changedAttributes')),
    dueDate: text('dueDate'),
    followUpDate: text('followUpDate'),
    formKey: text('formKey'),
    priority: Number(text('priority')),
    userTaskKey: text('userTaskKey'),
  };
}

const listIn = (json: string | null): readonly unknown[] => {
  const list: unknown = json === null ? [] : JSON.parse(json);
  return Array.isArray(list) ? list : [];
};
