import assert from "node:assert/strict";
import test from "node:test";

import { newPanel, timesOf } from "../../../main/ts/pages/query/panel-state";

const NOW_MS = 1_700_000_000_000;

test("a panel that ends now has no end, and begins as long ago as it is wide", () => {
  assert.deepEqual(timesOf({ ...newPanel(), rangeMs: 3_600_000 }, NOW_MS), { start: 1_699_996_400, end: undefined });
});

test("a panel of another time has its times, and at least what an instant selector looks back", () => {
  const panel = { ...newPanel(), endMs: 1_000_000_000, rangeMs: 60_000 };
  assert.deepEqual(timesOf(panel, NOW_MS), { start: 999_700, end: 1_000_000 });
});
