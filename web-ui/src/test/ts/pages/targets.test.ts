import assert from "node:assert/strict";
import { test } from "node:test";

import type { ActiveTarget, Health } from "../../../main/ts/api/targets";
import { pools } from "../../../main/ts/pages/targets/filter";
import { whyDown } from "../../../main/ts/pages/targets/why-down";

function target(pool: string, health: Health, instance: string): ActiveTarget {
  return {
    discoveredLabels: {},
    labels: { instance },
    scrapePool: pool,
    scrapeUrl: `http://${instance}/metrics`,
    globalUrl: `http://${instance}/metrics`,
    lastError: health === "down" ? "connection refused" : "",
    lastScrape: "2026-11-21T16:33:49Z",
    lastScrapeDuration: 0.1,
    health,
    scrapeInterval: "15s",
    scrapeTimeout: "10s",
  };
}

const TARGETS = [target("a", "up", "x:1"), target("a", "down", "y:1"), target("b", "up", "z:1")];
const NAMES = ["a", "b", "c"];
const ALL = { pool: "", health: [], search: "" };

test("all pools are shown, also such as have no targets", () => {
  const all = pools(TARGETS, NAMES, ALL);
  assert.deepEqual(all.map(({ name, up, total }) => [name, up, total]), [["a", 1, 2], ["b", 1, 1], ["c", 0, 0]]);
});

test("a filter hides targets and pools without any left, and leaves the counts", () => {
  const down = pools(TARGETS, NAMES, { ...ALL, health: ["down"] });
  assert.deepEqual(down.map(({ name, up, total, targets }) => [name, up, total, targets.length]), [["a", 1, 2, 1]]);
  assert.deepEqual(pools(TARGETS, NAMES, { ...ALL, search: "z:1" }).map((pool) => pool.name), ["b"]);
  assert.deepEqual(pools(TARGETS, NAMES, { ...ALL, search: "refused" }).map((pool) => pool.name), ["a"]);
  assert.deepEqual(pools(TARGETS, NAMES, { ...ALL, pool: "c" }).map((pool) => pool.name), ["c"]);
});

test("errors of scrapes are explained", () => {
  assert.match(whyDown('Get "http://x": dial tcp x: connect: connection refused'), /Nothing listens/);
  assert.match(whyDown("server returned HTTP status 404 Not Found"), /metrics_path/);
  assert.match(whyDown("server returned HTTP status 504 Gateway Timeout"), /fails itself/);
  assert.match(whyDown("data does not end with # EOF"), /not in the format/);
  assert.match(whyDown('Get "http://x": EOF'), /closed before/);
  assert.match(whyDown("context deadline exceeded"), /scrape timeout/);
  assert.equal(whyDown(""), "");
});

test("limits are told from bodies that are not in their format", () => {
  for (const limit of [
    "sample limit exceeded", "body size limit exceeded", "histogram bucket limit exceeded",
    "target_limit exceeded (number of targets: 3, limit: 2)",
    "label_limit exceeded (metric: {__name__=\"tls_certificate\"}, number of labels: 9, limit: 2)",
    "label_value_length_limit exceeded (metric: m, label name: a, value: b, length: 9, limit: 2)",
  ]) {
    assert.match(whyDown(limit), /configured limits/, limit);
  }
  for (const fault of [
    'expected label name, got "BCLOSE"', 'label name "a" is not unique: invalid sample',
    'invalid metric name or label names: {__name__=""}',
  ]) {
    assert.match(whyDown(fault), /not in the format/, fault);
  }
});
