import assert from "node:assert/strict";
import { test } from "node:test";

import { sparkPath } from "../../../main/ts/part/spark-path";

test("a line spans the field and begins anew after a gap", () => {
  assert.equal(sparkPath([[10, 0], [20, 2], [60, 1], [70, 2]], 15), "M0.0 38.0L40.0 2.0M200.0 20.0L240.0 2.0");
});

test("lines of nothing, of one value and of zeros are no trouble", () => {
  assert.equal(sparkPath([], 15), "");
  assert.equal(sparkPath([[10, 5]], 15), "M0.0 2.0");
  assert.equal(sparkPath([[10, 0], [20, 0]], 15), "M0.0 38.0L240.0 38.0");
});
