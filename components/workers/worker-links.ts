export function topicLink(topic: string): string {
  return `/workers/topics/${encodeURIComponent(topic)}`;
}
export function workerLink(worker: string): string {
  return `/workers/${encodeURIComponent(worker)}`;
}
/** Jobs of a topic in a state, as the list of jobs filters them. */
export function topicJobsLink(topic: string, state: string): string {
  return `/jobs?topic=${encodeURIComponent(topic)}&state=${state}`;
}
/** What a worker has in hand, in the list of jobs. */
export function heldLink(worker: string): string {
  return `/jobs?state=leased&worker=${encodeURIComponent(worker)}`;
}
