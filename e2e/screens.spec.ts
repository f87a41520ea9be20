import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor, startPayment } from './worker-api.ts';

const SIZES = [{ width: 1440, height: 900 }, { width: 1024, height: 768 }] as const;
const THEMES = ['light', 'dark'] as const;
let instanceKey = '';
test.beforeAll(async () => {
  await deployPayment();
  for (let n = 1; n <= 12; n += 1) await startPayment(`SCREEN-${n}`);
  for (let n = 13; n <= 18; n += 1) instanceKey = await incidentFor(`SCREEN-${n}`);
});
const screens = (): Readonly<Record<string, string>> => ({
  overview: '/', incidents: '/incidents', 'incident-list': '/incidents/list', instances: '/instances', instance: `/instances/${instanceKey}?element=Charge`, 'instance-incidents': `/instances/${instanceKey}?tab=incidents`,
  definitions: '/definitions', definition: '/definitions/payment/versions/1', 'definition-list': '/definitions/payment/versions/1?view=list', start: '/instances/start?definition=payment', audit: '/audit', tasks: '/tasks', 'not-found': '/instances/1234567890123456',
});

for (const theme of THEMES) {
  for (const size of SIZES) {
    test(`every screen in ${theme} at ${size.width}: pictured, and nothing serious for axe`, async ({ page, context }) => {
      test.setTimeout(240_000);
      await context.addCookies([{ name: 'wh-theme', value: theme, url: 'http://localhost:3170' }]);
      await page.setViewportSize(size);
      await new SignInPage(page).open();
      await page.screenshot({ path: `e2e/results/sign-in-${theme}-${size.width}.png` });
      await new SignInPage(page).signInAs('l2');
      for (const [name, path] of Object.entries(screens())) {
        await page.goto(path);
        await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
        await page.waitForTimeout(1200);
        await page.screenshot({ path: `e2e/results/${name}-${theme}-${size.width}.png` });
        await expectNothingSerious(page, name);
      }
      await page.goto(`/instances/${instanceKey}`);
      await page.getByRole('button', { name: 'Retry…' }).first().click();
      await expect(page.getByRole('dialog').getByLabel('Reason')).toBeVisible();
      await page.waitForTimeout(400);
      await page.screenshot({ path: `e2e/results/retry-dialog-${theme}-${size.width}.png` });
      await expectNothingSerious(page, 'retry-dialog');
    });
  }
}

async function expectNothingSerious(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.wh-canvas').analyze();
  const serious = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical').map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 140)).slice(0, 2).join(' | ')}`);
  expect.soft(serious, name).toEqual([]);
}
