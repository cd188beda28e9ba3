import axe from "axe-core";
import { expect } from "vitest";

/** Contrast needs real pixels, which jsdom has not: the tokens' own test and the real window see to it. */
export async function noAxeViolations(container: Element): Promise<void> {
  const { violations } = await axe.run(container, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "color-contrast": { enabled: false }, "page-has-heading-one": { enabled: true } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}
