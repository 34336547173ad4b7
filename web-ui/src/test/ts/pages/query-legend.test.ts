import assert from "node:assert/strict";
import { test } from "node:test";

import { isolated, kept, shown, toggled } from "../../../main/ts/pages/query/graph/hidden";
import { dataOf } from "./query-data";

function series(...jobs: readonly string[]) {
  return dataOf(jobs.map((job) => ({ metric: { job }, values: [] })), { startMs: 0, endMs: 1_000 }, 1_000).series;
}

function jobs(all: ReturnType<typeof series>) {
  return all.map(({ metric }) => metric["job"]);
}

test("a click leaves one series, and again all", () => {
  const all = series("a", "b", "c");
  const [, b] = all;
  assert.ok(b !== undefined);
  const alone = isolated(new Set(), all, b);
  assert.deepEqual(jobs(shown(alone, all)), ["b"]);
  assert.deepEqual(jobs(shown(isolated(alone, all, b), all)), ["a", "b", "c"]);
  assert.deepEqual(jobs(shown(toggled(new Set(), b), all)), ["a", "c"]);
  assert.deepEqual(jobs(shown(toggled(toggled(new Set(), b), b), all)), ["a", "b", "c"]);
});

test("what is hidden is known again by its labels, wherever it stands in the next answer", () => {
  const all = series("a", "b", "c");
  const [, b] = all;
  assert.ok(b !== undefined);
  const alone = isolated(new Set(), all, b);
  const next = series("x", "y", "a", "b");
  assert.deepEqual(jobs(shown(kept(alone, next), next)), ["x", "y", "b"]);
});

test("an answer of which all is hidden is shown", () => {
  const all = series("a", "b");
  const [, b] = all;
  assert.ok(b !== undefined);
  const next = series("a");
  assert.deepEqual(jobs(shown(kept(isolated(new Set(), all, b), next), next)), ["a"]);
});
