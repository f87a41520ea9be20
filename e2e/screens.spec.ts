import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { CONSOLE_URL } from './browser-args.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor, startPayment } from './worker-api.ts';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };
const THEMES = ['light', 'dark'] as const;
/** Charts, diagram and fonts have come to rest. */
const SETTLE_MS = 350;
let instanceKey = '';
test.beforeAll(async () => {
  await deployPayment();
  for (let n = 1; n <= 6; n += 1) await startPayment(`SCREEN-${n}`);
  for (let n = 7; n <= 10; n += 1) instanceKey = await incidentFor(`SCREEN-${n}`);
});
const screens = (): Readonly<Record<string, string>> => ({
  overview: '/', incidents: '/incidents', 'incident-list': '/incidents/list', instances: '/instances', instance: `/instances/${instanceKey}?element=Charge`, 'instance-incidents': `/instances/${instanceKey}?tab=incidents`,
  definitions: '/definitions', definition: '/definitions/payment/versions/1', 'definition-list': '/definitions/payment/versions/1?view=list', start: '/instances/start?definition=payment', modify: `/instances/${instanceKey}/modify`, batches: '/batches', audit: '/audit', messages: '/messages', 'messages-waiting': '/messages?tab=waiting', tasks: '/tasks', 'not-found': '/instances/1234567890123456',
});

for (const theme of THEMES) {
  test(`every screen in ${theme}: pictured in both widths, and nothing serious for axe`, async ({ page, context }) => {
    test.setTimeout(240_000);
    await context.addCookies([{ name: 'wh-theme', value: theme, url: CONSOLE_URL }]);
    await new SignInPage(page).open();
    await look(page, 'sign-in', theme);
    await new SignInPage(page).signInAs('l2');
    for (const [name, path] of Object.entries(screens())) {
      await page.goto(path);
      await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
      await look(page, name, theme);
    }
    await page.goto(`/instances/${instanceKey}`);
    await page.getByRole('button', { name: 'Retry…' }).first().click();
    await expect(page.getByRole('dialog').getByLabel('Reason')).toBeVisible();
    await look(page, 'retry-dialog', theme);
  });
}

async function look(page: Page, name: string, theme: string): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path: `e2e/results/${name}-${theme}-${WIDE.width}.png` });
  // The drawing has a twin that is read instead, the list.
  const { violations } = await new AxeBuilder({ page }).exclude('.wh-canvas').analyze();
  const serious = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical').map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 140)).slice(0, 2).join(' | ')}`);
  expect.soft(serious, `${name} in ${theme}`).toEqual([]);
  await page.setViewportSize(NARROW);
  await page.waitForTimeout(SETTLE_MS / 2);
  await page.screenshot({ path: `e2e/results/${name}-${theme}-${NARROW.width}.png` });
  await page.setViewportSize(WIDE);
}
