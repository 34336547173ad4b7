import assert from "node:assert/strict";
import { test } from "node:test";

import { durationText, parseDuration } from "../../../main/ts/pages/query/duration-text";
import { newPanel, stepOf } from "../../../main/ts/pages/query/panel-state";
import { panelsOf, parametersOf, parseTime } from "../../../main/ts/pages/query/url-state";

test("durations are read and written as PromQL does", () => {
  assert.equal(parseDuration("1h30m"), 5_400_000);
  assert.equal(parseDuration("250ms"), 250);
  assert.equal(parseDuration("5"), null);
  assert.equal(parseDuration(""), null);
  for (const text of ["1s", "90m", "1h30m", "1d", "2w", "1y", "8d", "1d2h3m4s5ms"]) {
    assert.equal(parseDuration(durationText(parseDuration(text) ?? 0)), parseDuration(text), text);
  }
  assert.equal(durationText(3_600_000), "1h");
});

test("times without a zone are in UTC", () => {
  assert.equal(parseTime("2026-11-21 10:00:00"), Date.UTC(2026, 10, 21, 10));
  assert.equal(parseTime("2026-11-21T10:00:00+01:00"), Date.UTC(2026, 10, 21, 9));
  assert.equal(parseTime("1700000000"), 1_700_000_000_000);
  assert.equal(parseTime("yesterday"), null);
});

test("what lies beyond all dates is no time", () => {
  assert.equal(parseTime("8640000000000"), 8.64e15);
  assert.equal(parseTime("8640000000001"), null);
  assert.equal(parseTime("1".repeat(400)), null);
  const [panel] = panelsOf(new URLSearchParams("g0.expr=up&g0.end_input=99999999999999"));
  assert.equal(panel?.endMs, null);
});

test("panels come back from the URL as they were", () => {
  const panels = [
    { ...newPanel(), expr: 'up{job="a b"}', tab: "graph", endMs: 1_700_000_000_000, rangeMs: 90_000, yMin: 0 },
    { ...newPanel(), expr: "1+1", resolution: { type: "custom", stepMs: 2_500 }, display: "heatmap", exemplars: true, explained: "range" },
  ] as const;
  const read = panelsOf(new URLSearchParams(parametersOf(panels).toString()));
  const withoutIds = (all: readonly { id: number }[]): unknown => all.map(({ id: _, ...rest }) => rest);
  assert.deepEqual(withoutIds(read), withoutIds(panels));
});

test("links of alerts and of older versions work", () => {
  const [panel] = panelsOf(new URLSearchParams("g0.expr=up&g0.tab=0&g0.stacked=1&g0.range_input=2h&g0.step_input=30"));
  assert.equal(panel?.tab, "graph");
  assert.equal(panel?.display, "stacked");
  assert.equal(panel?.rangeMs, 7_200_000);
  assert.deepEqual(panel?.resolution, { type: "custom", stepMs: 30_000 });
  assert.equal(panelsOf(new URLSearchParams("g0.expr=up&g0.tab=1"))[0]?.tab, "table");
  assert.deepEqual(panelsOf(new URLSearchParams("x=1")), []);
});

test("automatic steps are whole seconds", () => {
  assert.equal(stepOf({ type: "auto", density: "medium" }, 3_600_000), 14_000);
  assert.equal(stepOf({ type: "auto", density: "high" }, 60_000), 1_000);
});
