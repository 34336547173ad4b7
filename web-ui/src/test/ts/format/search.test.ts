import assert from "node:assert/strict";
import { test } from "node:test";

import { queryLink, selector } from "../../../main/ts/format/query-link";
import { labelText, matches } from "../../../main/ts/format/search";

test("each word of a search must be somewhere", () => {
  const text = labelText({ job: "Node", instance: "a:9100" });
  assert.equal(matches("node 9100", text), true);
  assert.equal(matches('job="node"', text), true);
  assert.equal(matches("node 9200", text), false);
  assert.equal(matches("", text), true);
  assert.equal(matches("  ", text), true);
});

test("selectors quote values and names that need it", () => {
  assert.equal(selector("up", { job: 'a"b', "x.y": "z" }), 'up{job="a\\"b","x.y"="z"}');
});

test("links to queries have the parameters of Prometheus", () => {
  assert.equal(queryLink("up == 0"), "query?g0.expr=up+%3D%3D+0&g0.tab=1");
  assert.equal(queryLink("up", "graph"), "query?g0.expr=up&g0.tab=0");
});
