import assert from "node:assert/strict";
import { test } from "node:test";

import { colorOf, luminance } from "../../../main/ts/pages/query/graph/colors";
import { graphData, stacked } from "../../../main/ts/pages/query/graph/graph-data";
import { heatmapOf } from "../../../main/ts/pages/query/graph/heatmap";
import { extremes, timeMarks, valueAxis } from "../../../main/ts/pages/query/graph/scale";

const SPAN = { startMs: 0, endMs: 30_000 };

test("samples stand at their steps, with gaps where there are none", () => {
  const data = graphData([{ metric: { a: "b" }, values: [[0, "1"], [20, "+Inf"], [30, "NaN"]] }], SPAN, 10_000);
  assert.equal(data.steps, 4);
  assert.deepEqual([...(data.series[0]?.values ?? [])], [1, Number.NaN, Infinity, Number.NaN]);
});

test("a stack adds up, and what is missing counts as nothing", () => {
  const { series, steps } = graphData(
    [{ metric: {}, values: [[0, "1"], [10, "2"]] }, { metric: {}, values: [[10, "3"], [20, "4"]] }], SPAN, 10_000,
  );
  const tops = stacked(series, steps).map((top) => [...top]);
  assert.deepEqual(tops, [[1, 2, Number.NaN, Number.NaN], [Number.NaN, 5, 4, Number.NaN]]);
});

test("classic buckets lose what is in the lower ones", () => {
  const data = graphData(
    [
      { metric: { le: "+Inf" }, values: [[0, "9"]] },
      { metric: { le: "1" }, values: [[0, "4"]] },
      { metric: { le: "0.5" }, values: [[0, "1"]] },
    ],
    SPAN, 10_000,
  );
  const heatmap = heatmapOf(data, data.series);
  assert.deepEqual(heatmap?.bounds, [0.5, 1, Infinity]);
  assert.deepEqual(heatmap?.rows.map((row) => row[0]), [1, 3, 5]);
  assert.equal(heatmap?.most, 5);
});

test("buckets of native histograms are rows", () => {
  const histogram = { count: "5", sum: "1", buckets: [[0, "0", "1", "2"], [0, "1", "2", "3"]] } as const;
  const data = graphData([{ metric: {}, histograms: [[10, histogram]] }], SPAN, 10_000);
  assert.deepEqual(heatmapOf(data, data.series)?.rows.map((row) => row[1]), [2, 3]);
  assert.equal(heatmapOf(graphData([{ metric: {}, values: [[0, "1"]] }], SPAN, 10_000), []), undefined);
});

test("axes have round marks and hold all values", () => {
  assert.deepEqual(valueAxis(0, 1, 5).marks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  const flat = valueAxis(5, 5, 5);
  assert.ok(flat.min < 5 && flat.max > 5);
  assert.deepEqual(extremes([new Float64Array([Number.NaN, 2, Infinity, -1])]), [-1, 2]);
  assert.deepEqual(extremes([]), [0, 1]);
  assert.deepEqual(timeMarks(1_000, 3_600_000, 4, false), [900_000, 1_800_000, 2_700_000, 3_600_000]);
});

test("colours of series can be told from both backgrounds", () => {
  for (let i = 0; i < 1_000; i++) {
    const light = luminance(colorOf(i));
    assert.ok(1.05 / (light + 0.05) >= 3, `white and ${colorOf(i).join()}`);
    assert.ok((light + 0.05) / (luminance([22, 24, 29]) + 0.05) >= 3, `dark and ${colorOf(i).join()}`);
  }
});
