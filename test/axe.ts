// Whether a page can be used by everybody, as far as axe-core can tell.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(
    context: string,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
}

/** What axe-core finds against WCAG 2.2 AA and good practice within a selector: empty when there is nothing. */
export async function violationsOf(page: Page, within = 'body'): Promise<string[]> {
  // By the debugger's own way in: the content security policy lets no script of ours in by any other.
  await page.evaluate(`${source}; 0`);
  return page.evaluate(async (context) => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(context, {
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  }, within);
}
