import assert from "node:assert/strict";
import { test } from "node:test";

import { metricSelector, queryLink, selector } from "../../../main/ts/format/query-link";

test("selectors of metrics and labels", () => {
  assert.equal(metricSelector("up"), "up");
  assert.equal(metricSelector("job:up:sum"), "job:up:sum");
  assert.equal(metricSelector("my.metric"), '{"my.metric"}');
  assert.equal(selector("ALERTS", { alertname: 'a"b' }), 'ALERTS{alertname="a\\"b"}');
});

test("links have the parameters of Prometheus' pages", () => {
  assert.equal(queryLink("up == 0"), "query?g0.expr=up+%3D%3D+0&g0.tab=1");
  assert.equal(queryLink("up", "graph", "1d"), "query?g0.expr=up&g0.tab=0&g0.range_input=1d");
});
