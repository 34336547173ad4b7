import assert from "node:assert/strict";
import { test } from "node:test";

import { dragged, keyed, type View } from "../../../main/ts/pages/query/graph/zoom";
import { stepped } from "../../../main/ts/pages/query/moments";

const HOUR = 3_600_000;

/** Where keys lead, one after another. */
function after(view: View, ...keys: readonly string[]): View | undefined {
  return keys.reduce<View | undefined>((at, key) => (at === undefined ? undefined : keyed(key, at)), view);
}

test("arrow keys move a graph and leave its width", () => {
  for (const rangeMs of [1_000, 999_000, 3_601_000, HOUR]) {
    const view = { endMs: 1_700_000_000_123, rangeMs };
    const left = after(view, "ArrowLeft");
    assert.equal(left?.rangeMs, rangeMs);
    assert.ok(left.endMs < view.endMs && left.endMs % 1_000 === 0);
    assert.deepEqual(after(view, "ArrowLeft", "ArrowRight", "ArrowRight", "ArrowLeft"), { endMs: 1_700_000_000_000, rangeMs });
  }
  assert.deepEqual(after({ endMs: HOUR, rangeMs: HOUR }, "ArrowRight"), { endMs: 1.25 * HOUR, rangeMs: HOUR });
});

test("plus and minus halve and double the width about the middle", () => {
  const view = { endMs: HOUR, rangeMs: HOUR };
  assert.deepEqual(after(view, "+"), { endMs: 0.75 * HOUR, rangeMs: HOUR / 2 });
  assert.deepEqual(after(view, "-"), { endMs: 1.5 * HOUR, rangeMs: 2 * HOUR });
  assert.deepEqual(after(view, "+", "-"), view);
  assert.equal(after({ endMs: HOUR, rangeMs: 1_000 }, "+"), undefined);
  assert.equal(after({ endMs: HOUR, rangeMs: 250 }, "+"), undefined);
  assert.equal(after(view, "x"), undefined);
});

test("what is dragged over is widened to whole seconds, and ignored where it has no width", () => {
  assert.deepEqual(dragged({ startMs: 1_900, endMs: 3_100 }), { endMs: 4_000, rangeMs: 3_000 });
  assert.deepEqual(dragged({ startMs: 1_900, endMs: 1_901 }), { endMs: 2_000, rangeMs: 1_000 });
  assert.equal(dragged({ startMs: 5_000, endMs: 5_000 }), undefined);
});

test("a time moves by whole seconds, and by one at least", () => {
  assert.equal(stepped(10_400, 1_800_000), 1_810_000);
  assert.equal(stepped(10_400, -500), 9_000);
  assert.equal(stepped(10_000, 499), 11_000);
});

test("no time lies beyond those that can be written", () => {
  const lastMs = 8.64e15;
  assert.equal(stepped(lastMs - 5_000, 1e17), lastMs);
  assert.equal(stepped(5_000, -1e17), -lastMs);
  assert.equal(after({ endMs: lastMs, rangeMs: HOUR }, "-")?.endMs, lastMs);
});
