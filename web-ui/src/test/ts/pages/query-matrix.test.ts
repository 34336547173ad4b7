import assert from "node:assert/strict";
import { test } from "node:test";

import { numberOf } from "../../../main/ts/pages/query/answer";
import { type Grid, gridOf, type GridSeries, readMatrix } from "../../../main/ts/pages/query/graph/matrix-text";

interface Answered {
  readonly status: string;
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly data?: { readonly resultType: string; readonly grid: Grid; readonly result: readonly GridSeries[] };
}

const GRID = gridOf({ startMs: 1_435_781_430_781, endMs: 1_435_781_490_781 }, 15_000);

function read(answer: unknown): Answered {
  return readMatrix(JSON.stringify(answer), GRID) as Answered;
}

test("samples become columns, all else stays", () => {
  const metric = { __name__: "up", odd: '"values":[[1,"2"]]' };
  const answer = read({
    status: "success",
    data: {
      resultType: "matrix",
      result: [
        { metric, values: [[1435781430.781, "1"], [1435781460.781, "-0.25"]] },
        { metric: {}, histograms: [[1435781445.781, { count: "1", sum: "2" }]] },
        { metric: { a: "ü" }, values: [[1435781490.781, "7"]] },
      ],
    },
    warnings: ["w"],
  });
  assert.equal(answer.status, "success");
  assert.deepEqual(answer.warnings, ["w"]);
  assert.equal(answer.data?.resultType, "matrix");
  assert.equal(answer.data?.grid, GRID);
  const [first, second, third] = answer.data?.result ?? [];
  assert.deepEqual(first?.metric, metric);
  assert.deepEqual([...(first?.values ?? [])], [1, NaN, -0.25, NaN, NaN]);
  assert.equal(second?.values, undefined);
  assert.equal(second?.histograms?.length, 1);
  assert.deepEqual([...(third?.values ?? [])], [NaN, NaN, NaN, NaN, 7]);
});

test("numbers are those that the engine of the browser reads", () => {
  const texts = ["0", "-0", "1e+20", "1e-07", "+Inf", "-Inf", "NaN", "0.1", "123456789.012345", "12345678901234.5",
    "123456789012345", "1234567890123456", "12345678901234567890", "0.06666666666666667", "5e-324", "-3.25"];
  for (let i = 0, seed = 7; i < 2_000; i++) {
    seed = (seed * 48_271) % 2_147_483_647;
    texts.push(String((seed - 1_000_000_000) / 10 ** (i % 14)));
  }
  for (const text of texts) {
    const answer = read({ data: { result: [{ metric: {}, values: [[1435781430.781, text]] }] } });
    assert.ok(Object.is(answer.data?.result[0]?.values?.[0], numberOf(text)), text);
  }
});

test("errors and empty answers are read, too", () => {
  assert.equal(read({ status: "error", error: "no" }).error, "no");
  assert.deepEqual(read({ status: "success", data: { resultType: "matrix", result: [] } }).data?.result, []);
});
