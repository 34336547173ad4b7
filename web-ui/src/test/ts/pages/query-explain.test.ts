import assert from "node:assert/strict";
import { test } from "node:test";

import type { Part, Side } from "../../../main/ts/pages/query/explain/explained";
import { problemOf, worstOf } from "../../../main/ts/pages/query/explain/problem";

function side(unmatchedSeries: number, crowdedGroups = 0): Side {
  return { unmatchedSeries, unmatched: [], crowdedGroups, crowded: [] };
}

function operator(name: string, card: string, lhs: Side, rhs: Side, parts: readonly Part[] = []): Part {
  const matching = { card, on: false, labels: [], include: [], matchedGroups: 1, lhs, rhs };
  return { text: name, kind: "binaryExpr", name, type: "vector", sentence: "", labels: [], examples: [], matching, parts };
}

test("series without match are a problem of arithmetic", () => {
  assert.equal(problemOf(operator("*", "one-to-one", side(1), side(2))), "3 series without match");
  assert.equal(problemOf(operator("*", "one-to-one", side(1), side(0, 1))), "several series match");
  assert.equal(problemOf(operator("*", "one-to-one", side(0), side(0))), undefined);
});

test("series without match are what and, or and unless are for", () => {
  const set = operator("unless", "many-to-many", side(1), side(2));
  assert.equal(problemOf(set), undefined);
  const product = operator("*", "one-to-one", side(1), side(0));
  assert.equal(worstOf(operator("or", "many-to-many", side(1), side(1), [set, product])), product);
  assert.equal(worstOf(set), undefined);
});
