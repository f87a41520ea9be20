import Link from 'next/link';
import type { ReactNode } from 'react';
import { Crumbs, type Crumb } from './crumbs.tsx';
import { PageHead } from './page-head.tsx';

/** What stands in the place of a page that cannot be shown: the frame stays, and there is a way on. */
export function PageOfLastResort({
  title,
  area,
  back,
  children,
}: {
  title: string;
  area?: Crumb;
  back: { readonly label: string; readonly href: string };
  children: ReactNode;
}) {
  return (
    <>
      <Crumbs crumbs={[...(area === undefined ? [] : [area]), { label: title }]} />
      <PageHead title={title} />
      <div className="flex flex-1 flex-col items-center gap-1 border-t border-line bg-surface pt-8 text-center">
        {children}
        <Link className="link" href={back.href}>
          {back.label}
        </Link>
      </div>
    </>
  );
}
