import assert from "node:assert/strict";
import { test } from "node:test";

import { ago, dateTime, duration, isNever } from "../../../main/ts/format/time";

test("durations have their two largest units, or a fraction of a second", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, "0s"],
    [0.25, "250µs"],
    [1.24, "1.2ms"],
    [12.6, "13ms"],
    [0.9996, "1ms"],
    [999, "999ms"],
    [999.4, "999ms"],
    [999.6, "1s"],
    [1_000, "1s"],
    [59_940, "59.9s"],
    [59_960, "1m"],
    [60_000, "1m"],
    [61_400, "1m 1s"],
    [3_599_400, "59m 59s"],
    [3_599_600, "1h"],
    [3_600_000, "1h"],
    [3_661_000, "1h 1m"],
    [90_000_000, "1d 1h"],
    [86_400_000 * 15, "15d"],
  ];
  for (const [ms, text] of cases) {
    assert.equal(duration(ms), text);
  }
});

test("the time that stands for never is told apart", () => {
  assert.equal(isNever("0001-01-01T00:00:00Z"), true);
  assert.equal(ago("0001-01-01T00:00:00Z", 0), "never");
  assert.equal(ago("1970-01-01T00:00:10Z", 15_000), "5s ago");
  assert.equal(ago("1970-01-01T00:00:10Z", 5_000), "in 5s");
});

test("times are in UTC or in the zone of the browser", () => {
  const date = new Date("2026-11-21T16:33:49.123Z");
  assert.equal(dateTime(date, false), "2026-11-21 16:33:49 UTC");
  const offsetMs = date.getTimezoneOffset() * 60_000;
  const there = new Date(date.getTime() - offsetMs).toISOString().slice(0, 19).replace("T", " ");
  assert.equal(dateTime(date, true), there);
});
