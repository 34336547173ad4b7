import assert from "node:assert/strict";
import { test } from "node:test";

import type { Bucket, MatrixSeries } from "../../../main/ts/pages/query/answer";
import type { Exemplar } from "../../../main/ts/pages/query/graph/exemplars";
import { type Heatmap, heatmapOf, rowOf } from "../../../main/ts/pages/query/graph/heatmap";
import { type Picture, pictureOf } from "../../../main/ts/pages/query/graph/picture";
import { pointedAt } from "../../../main/ts/pages/query/graph/pointed";
import { dataOf } from "./query-data";

const SPAN = { startMs: 0, endMs: 30_000 };

function heatmap(result: readonly MatrixSeries[]): Heatmap | undefined {
  const data = dataOf(result, SPAN, 10_000);
  return heatmapOf(data, data.series);
}

function native(...buckets: readonly Bucket[]): MatrixSeries {
  return { metric: {}, histograms: [[10, { count: "5", sum: "1", buckets }]] };
}

/** Bounds and the count at one step of each row. */
function rows(shown: Heatmap | undefined, step: number): (readonly [number, number, number | undefined])[] {
  return (shown?.rows ?? []).map(({ lower, upper, counts }) => [lower, upper, counts?.[step]]);
}

/** The heatmap as drawn in a plot of 300 by 300 pixels, with its corner at 64 and 8. */
function picture(result: readonly MatrixSeries[], exemplars: readonly Exemplar[] = []): Picture {
  const data = dataOf(result, SPAN, 10_000);
  const scene = { data, span: SPAN, visible: data.series, mode: "heatmap", yMin: null, exemplars, localTime: false } as const;
  return pictureOf(scene, 376, 334);
}

function textAt(shown: Picture, x: number, y: number): string | undefined {
  return pointedAt(shown, 64 + x, 8 + y)?.text;
}

const CLASSIC: readonly MatrixSeries[] = [
  { metric: { le: "+Inf" }, values: [[0, "9"]] },
  { metric: { le: "1" }, values: [[0, "4"]] },
  { metric: { le: "0.5" }, values: [[0, "1"]] },
];

test("classic buckets lose what is in the lower ones", () => {
  const shown = heatmap(CLASSIC);
  assert.deepEqual(rows(shown, 0), [[-Infinity, 0.5, 1], [0.5, 1, 3], [1, Infinity, 5]]);
  assert.equal(shown?.most, 5);
});

test("buckets of native histograms are rows, and so is what lies between them", () => {
  const shown = heatmap([native([3, "-0.5", "0.5", "1"], [0, "1", "2", "2"], [0, "2", "4", "3"], [0, "64", "128", "1"])]);
  assert.deepEqual(rows(shown, 1), [[-0.5, 0.5, 1], [0.5, 1, undefined], [1, 2, 2], [2, 4, 3], [4, 64, undefined], [64, 128, 1]]);
  assert.equal(shown?.buckets, 4);
  assert.equal(heatmap([{ metric: {}, values: [[0, "1"]] }]), undefined);
});

test("buckets of one upper bound and different lower ones are kept apart", () => {
  const fine: MatrixSeries = { metric: { a: "b" }, histograms: [[10, { count: "1", sum: "1", buckets: [[0, "1.5", "2", "7"]] }]] };
  assert.deepEqual(rows(heatmap([native([0, "1", "2", "2"]), fine]), 1), [[1, 2, 2], [1.5, 2, 7]]);
});

test("what is pointed at has the bounds of its own bucket", () => {
  const shown = picture([native([1, "-4", "-2", "2"], [0, "64", "128", "3"])]);
  assert.equal(textAt(shown, 100, 250), "[-4, -2): 2");
  assert.equal(textAt(shown, 100, 150), undefined);
  assert.equal(textAt(shown, 100, 50), "(64, 128]: 3");
  assert.equal(textAt(shown, 200, 50), undefined);
  assert.equal(textAt(picture(CLASSIC), 2, 250), "(-Inf, 0.5]: 1");
  assert.equal(textAt(picture(CLASSIC), 2, 50), "(1, +Inf]: 5");
});

test("exemplars of a heatmap lie in the rows that their values belong to", () => {
  const exemplar = (timeMs: number, value: number): Exemplar => ({ timeMs, value, labels: { trace_id: "t" }, series: {} });
  const shown = picture(CLASSIC, [exemplar(0, 0.7), exemplar(15_000, 40), exemplar(40_000, 0.7)]);
  assert.deepEqual(shown.exemplars.map(({ x, y }) => [Math.round(x), Math.round(y)]), [[64, 158], [214, 58]]);
  assert.equal(textAt(shown, 2, 150), "exemplar: 0.7");
  assert.equal(textAt(shown, 150, 50), "exemplar: 40");
  assert.equal(textAt(shown, 2, 50), "(1, +Inf]: 5", "beside an exemplar");
  const sparse = heatmap([native([0, "1", "2", "2"], [0, "4", "8", "1"])]) as Heatmap;
  assert.deepEqual([0.5, 1, 1.5, 2, 3, 8, 9].map((value) => rowOf(sparse, value)), [undefined, undefined, 0, 0, 1, 2, undefined]);
});
