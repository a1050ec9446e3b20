import { expect, it } from "vitest";
import { RateLimiter } from "../../src/cluster/controller/rate-limiter.ts";

it("doubles the delay of an item with every addition, up to a limit", () => {
  const limiter = new RateLimiter(() => 0);
  const delays = Array.from({ length: 20 }, () => limiter.when("a"));
  expect(delays.slice(0, 4)).toEqual([5, 10, 20, 40]);
  expect(delays.slice(-2)).toEqual([1_000_000, 1_000_000]);
  expect(limiter.when("b")).toBe(5);
});

it("starts anew once an item is forgotten", () => {
  const limiter = new RateLimiter(() => 0);
  limiter.when("a");
  limiter.when("a");
  limiter.forget("a");
  expect(limiter.when("a")).toBe(5);
});

it("lets through a burst of a hundred, then ten a second", () => {
  let now = 0;
  const limiter = new RateLimiter(() => now);
  for (let count = 0; count < 100; count++) expect(limiter.when(`item ${count}`)).toBe(5);
  expect(limiter.when("first beyond")).toBe(100);
  expect(limiter.when("second beyond")).toBe(200);
  now = 1_000;
  expect(limiter.when("a second later")).toBe(5);
});
