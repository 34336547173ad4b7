import assert from "node:assert/strict";
import { test } from "node:test";

import { BY_NAME, clicked, type Flag, sorted } from "../../../main/ts/pages/flags/sorting";

const FLAGS: readonly Flag[] = [["b", "1"], ["a", "2"], ["c", "1"]];

test("a click sorts by a column, another one the other way round", () => {
  const names = (sorting: typeof BY_NAME): string => sorted(FLAGS, sorting).map(([name]) => name).join("");
  assert.equal(names(BY_NAME), "abc");
  assert.equal(names(clicked(BY_NAME, 0)), "cba");
  const byValue = clicked(BY_NAME, 1);
  assert.equal(names(byValue), "bca");
  assert.equal(names(clicked(byValue, 1)), "abc");
  assert.deepEqual(clicked(clicked(byValue, 1), 0), BY_NAME);
});
