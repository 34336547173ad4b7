import assert from "node:assert/strict";
import { test } from "node:test";

import type { ActiveTarget, Targets } from "../../../main/ts/api/targets";
import { discoveredPools } from "../../../main/ts/pages/discovery/filter";
import { labelChanges } from "../../../main/ts/pages/discovery/label-changes";
import { taken } from "../../../main/ts/pages/discovery/steps";
import { pairSelector } from "../../../main/ts/pages/tsdb/selectors";

test("changes of labels are told by name, and empty is as good as absent", () => {
  const changes = labelChanges({ a: "1", b: "2", c: "3", d: "" }, { a: "1", b: "x", e: "5", d: "" });
  assert.deepEqual(changes.map(({ name, kind }) => [name, kind]), [["b", "changed"], ["c", "removed"], ["e", "added"]]);
});

test("steps of relabeling end where the target is dropped", () => {
  assert.deepEqual(taken([{ keep: true }, { keep: false }, { keep: false }]), [{ keep: true }, { keep: false }]);
  assert.deepEqual(taken([{ keep: true }, { keep: true }]), [{ keep: true }, { keep: true }]);
});

test("under a filter, jobs without a target to show are left out", () => {
  const active = (scrapePool: string, dc: string) =>
    ({ scrapePool, discoveredLabels: { dc }, labels: { dc } }) as unknown as ActiveTarget;
  const targets: Targets = {
    activeTargets: [active("a", "east"), active("b", "west")],
    droppedTargets: [{ scrapePool: "b", discoveredLabels: { dc: "north" } }],
    droppedTargetCounts: null,
  };
  const shown = (states: readonly string[], search: string, pool = "") =>
    discoveredPools(targets, ["a", "b", "c"], { pool, states, search }).map((each) => `${each.name} ${each.shown.length}`);
  assert.deepEqual(shown([], " "), ["a 1", "b 2", "c 0"]);
  assert.deepEqual(shown([], "west"), ["b 1"]);
  assert.deepEqual(shown(["dropped"], ""), ["b 1"]);
  assert.deepEqual(shown([], "nowhere"), []);
  assert.deepEqual(shown([], "", "c"), ["c 0"]);
});

test("a target keeps its key under a filter, and those that are alike have different ones", () => {
  const dropped = ["x", "y", "x"].map((dc) => ({ scrapePool: "a", discoveredLabels: { dc } }));
  const targets: Targets = { activeTargets: [], droppedTargets: dropped, droppedTargetCounts: null };
  const keys = (search: string) =>
    discoveredPools(targets, ["a"], { pool: "", states: [], search })[0]?.shown.map(({ key }) => key);
  const all = keys("");
  assert.equal(new Set(all).size, 3);
  assert.deepEqual(keys("y"), [all?.[1]]);
  assert.deepEqual(keys("x"), [all?.[0], all?.[2]]);
});

test("selectors of pairs", () => {
  assert.equal(pairSelector("handler=/a=b"), '{handler="/a=b"}');
});
