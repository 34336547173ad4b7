import assert from "node:assert/strict";
import { test } from "node:test";

import { isQuoted, quoted } from "../../../main/ts/pages/query/editor/quoted";

test("a text is written as its quotes want it", () => {
  const text = `a"b'c\\d`;
  assert.equal(quoted(text, "value"), `a\\"b'c\\\\d`);
  assert.equal(quoted(text, "single-name"), `a"b\\'c\\\\d`);
  assert.equal(quoted(text, "raw-value"), text);
});

test("names and values are within quotes, other things are not", () => {
  assert.deepEqual(["name", "single-name", "raw-value"].map(isQuoted), [true, true, true]);
  assert.deepEqual(["matcher", "label", "expression", "words", "duration", "nothing"].map(isQuoted), Array(6).fill(false));
});
