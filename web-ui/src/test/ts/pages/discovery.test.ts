import assert from "node:assert/strict";
import { test } from "node:test";

import { labelChanges } from "../../../main/ts/pages/discovery/label-changes";
import { pairSelector, metricSelector } from "../../../main/ts/pages/tsdb/selectors";

test("changes of labels are told by name, and empty is as good as absent", () => {
  const changes = labelChanges({ a: "1", b: "2", c: "3", d: "" }, { a: "1", b: "x", e: "5", d: "" });
  assert.deepEqual(changes.map(({ name, kind }) => [name, kind]), [["b", "changed"], ["c", "removed"], ["e", "added"]]);
});

test("selectors of metrics and pairs", () => {
  assert.equal(metricSelector("up"), "up");
  assert.equal(metricSelector("my.metric"), '{"my.metric"}');
  assert.equal(pairSelector("handler=/a=b"), '{handler="/a=b"}');
});
