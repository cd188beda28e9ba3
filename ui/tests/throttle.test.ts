import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { throttle } from "../src/lib/throttle";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("tells at most once in five seconds, and always the last", () => {
  const told: [number, number][] = [];
  const start = Date.now();
  const speaker = throttle(5000, (value: number) => told.push([Date.now() - start, value]));
  for (let value = 1; value <= 250; value += 1) {
    speaker.tell(value);
    vi.advanceTimersByTime(40);
  }
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([
    [0, 1],
    [5000, 125],
    [10_000, 250],
  ]);
});
