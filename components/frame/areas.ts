import {
  CircleAlert,
  Cpu,
  FileText,
  Layers,
  LayoutDashboard,
  List,
  Mail,
  SquareCheck,
  Timer,
  Workflow,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { MessageKey } from '@/components/messages/messages.ts';
import type { NavCountsView } from '@/lib/console/views/overview-view.ts';

export interface Area {
  readonly href: string;
  readonly label: MessageKey;
  readonly icon: LucideIcon;
  /** Second key after `g`. */
  readonly key: string;
  readonly permission: string;
  readonly count?: keyof NavCountsView;
  readonly isHot?: boolean;
}
/** The areas that exist, in the order of the navigation. */
export const AREA_GROUPS: readonly { readonly label: MessageKey; readonly areas: readonly Area[] }[] = [
  {
    label: 'nav.operate',
    areas: [
      { href: '/', label: 'nav.overview', icon: LayoutDashboard, key: 'o', permission: 'overview.read' },
      {
        href: '/incidents',
        label: 'nav.incidents',
        icon: CircleAlert,
        key: 'i',
        permission: 'incident.read',
        count: 'incidents',
        isHot: true,
      },
      { href: '/instances', label: 'nav.instances', icon: List, key: 'n', permission: 'instance.read' },
      { href: '/jobs', label: 'nav.jobs', icon: Timer, key: 'j', permission: 'job.read' },
      { href: '/workers', label: 'nav.workers', icon: Cpu, key: 'w', permission: 'job.read' },
      { href: '/messages', label: 'nav.messages', icon: Mail, key: 'm', permission: 'message.read' },
      { href: '/tasks', label: 'nav.tasks', icon: SquareCheck, key: 't', permission: 'task.read', count: 'tasks' },
    ],
  },
  {
    label: 'nav.change',
    areas: [{ href: '/batches', label: 'nav.batches', icon: Layers, key: 'b', permission: 'batch.read' }],
  },
  {
    label: 'nav.model',
    areas: [
      { href: '/definitions', label: 'nav.definitions', icon: Workflow, key: 'd', permission: 'definition.read' },
    ],
  },
  {
    label: 'nav.know',
    areas: [{ href: '/audit', label: 'nav.audit', icon: FileText, key: 'u', permission: 'audit.read' }],
  },
];
export const AREAS: readonly Area[] = AREA_GROUPS.flatMap((group) => group.areas);
export function isInArea(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
