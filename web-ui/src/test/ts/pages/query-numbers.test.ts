import assert from "node:assert/strict";
import { test } from "node:test";

import { NUMBER } from "../../../main/ts/pages/query/editor/numbers";

test("a number is one word, however it is written", () => {
  for (const text of ["0", "1.", ".5", "1.5", "1e9", "1E-9", "1_000", "1_000.000_1e1_0", "0x1f", "0X1F", "0xFF_00", "0x_ff"]) {
    assert.equal(NUMBER.exec(`${text})`)?.[0], text);
  }
});

test("what only begins as a number is none", () => {
  for (const text of ["1_", "1__0", "0x", "0xfg", "5m", "_1", "1_000d"]) {
    assert.equal(NUMBER.exec(text), null, text);
  }
});
