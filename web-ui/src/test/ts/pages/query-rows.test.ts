import assert from "node:assert/strict";
import { test } from "node:test";

import type { QueryAnswer } from "../../../main/ts/pages/query/answer";
import { firstRows, rowsOf } from "../../../main/ts/pages/query/table/first-rows";

function matrix(rows: number, samples: number): QueryAnswer {
  const values = Array.from({ length: samples }, (_, i) => [i, "1"] as const);
  return { resultType: "matrix", result: Array.from({ length: rows }, () => ({ metric: {}, values })) };
}

test("of many rows the first are drawn", () => {
  const vector: QueryAnswer = {
    resultType: "vector", result: Array.from({ length: 10_000 }, () => ({ metric: {}, value: [0, "1"] })),
  };
  assert.equal(rowsOf(vector), 10_000);
  assert.equal(firstRows(vector), 500);
  assert.equal(firstRows(matrix(10_000, 1)), 500);
});

test("of long rows fewer are drawn, but one at least", () => {
  assert.equal(firstRows(matrix(500, 3_600)), 5);
  assert.equal(firstRows(matrix(3, 100_000)), 1);
  assert.equal(firstRows(matrix(2, 10)), 500);
});
