import assert from "node:assert/strict";
import { test } from "node:test";

import { colorOf, luminance } from "../../../main/ts/pages/query/graph/colors";
import { stacked } from "../../../main/ts/pages/query/graph/graph-data";
import { extremes, markText, timeMarks, valueAxis } from "../../../main/ts/pages/query/graph/scale";
import { dataOf } from "./query-data";

const SPAN = { startMs: 0, endMs: 30_000 };

test("samples stand at their steps, with gaps where there are none", () => {
  const data = dataOf([{ metric: { a: "b" }, values: [[0, "1"], [20, "+Inf"], [30, "NaN"]] }], SPAN, 10_000);
  assert.equal(data.steps, 4);
  assert.deepEqual([...(data.series[0]?.values ?? [])], [1, Number.NaN, Infinity, Number.NaN]);
});

test("a stack adds up, and what is missing counts as nothing", () => {
  const { series, steps } = dataOf(
    [{ metric: {}, values: [[0, "1"], [10, "2"]] }, { metric: {}, values: [[10, "3"], [20, "4"]] }], SPAN, 10_000,
  );
  const tops = stacked(series, steps).map((top) => [...top]);
  assert.deepEqual(tops, [[1, 2, Number.NaN, Number.NaN], [Number.NaN, 5, 4, Number.NaN]]);
});

test("axes have round marks and hold all values", () => {
  assert.deepEqual(valueAxis(0, 1, 5).marks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  const flat = valueAxis(5, 5, 5);
  assert.ok(flat.min < 5 && flat.max > 5);
  assert.deepEqual(extremes([new Float64Array([Number.NaN, 2, Infinity, -1])]), [-1, 2]);
  assert.deepEqual(extremes([]), [0, 1]);
  assert.deepEqual(timeMarks(1_000, 3_600_000, 4, false), [900_000, 1_800_000, 2_700_000, 3_600_000]);
});

const HOUR = 3_600_000;

/** Marks of a time axis in the zone of this process, each with what stands there. */
function localMarks(start: string, hours: number, wanted: number): string[] {
  const startMs = Date.parse(start);
  return timeMarks(startMs, startMs + hours * HOUR, wanted, true).map(
    (mark) => `${new Date(mark).toISOString().slice(5, 16)} ${markText(mark, hours * HOUR, true)}`,
  );
}

test("marks of local time are round in the zone", () => {
  process.env["TZ"] = "Asia/Kolkata";
  assert.deepEqual(localMarks("2026-06-01T00:00:00Z", 3, 3), ["06-01T00:30 06:00", "06-01T01:30 07:00", "06-01T02:30 08:00"]);
  assert.deepEqual(localMarks("2026-06-01T18:00:00Z", 1, 2), ["06-01T18:00 23:30", "06-01T18:30 06-02", "06-01T19:00 00:30"]);
  process.env["TZ"] = "UTC";
});

test("marks of local time stay at midnight when clocks change", () => {
  process.env["TZ"] = "Europe/Berlin";
  assert.deepEqual(localMarks("2026-03-28T00:00:00Z", 72, 4), ["03-28T23:00 03-29", "03-29T22:00 03-30", "03-30T22:00 03-31"]);
  assert.deepEqual(localMarks("2026-10-24T00:00:00Z", 72, 4), ["10-24T22:00 10-25", "10-25T23:00 10-26", "10-26T23:00 10-27"]);
  assert.deepEqual(localMarks("2026-03-29T00:00:00Z", 3, 3), ["03-29T00:00 01:00", "03-29T01:00 03:00", "03-29T02:00 04:00", "03-29T03:00 05:00"]);
  assert.deepEqual(localMarks("2026-03-29T00:30:00Z", 8, 4), ["03-29T02:00 04:00", "03-29T04:00 06:00", "03-29T06:00 08:00", "03-29T08:00 10:00"]);
  process.env["TZ"] = "UTC";
});

test("colours of series can be told from both backgrounds", () => {
  for (let i = 0; i < 1_000; i++) {
    const light = luminance(colorOf(i));
    assert.ok(1.05 / (light + 0.05) >= 3, `white and ${colorOf(i).join()}`);
    assert.ok((light + 0.05) / (luminance([22, 24, 29]) + 0.05) >= 3, `dark and ${colorOf(i).join()}`);
  }
});
