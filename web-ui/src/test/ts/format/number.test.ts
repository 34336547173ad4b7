import assert from "node:assert/strict";
import { test } from "node:test";

import { bytes, count, plainNumber, plural } from "../../../main/ts/format/number";

test("sizes have a unit of 1024", () => {
  assert.equal(bytes(0), "0 B");
  assert.equal(bytes(1023), "1023 B");
  assert.equal(bytes(1024), "1.0 KiB");
  assert.equal(bytes(304_087_040), "290 MiB");
  assert.equal(bytes(2 ** 50), "1024 TiB");
});

test("counts have their thousands apart", () => {
  assert.equal(count(1_234_567), "1,234,567");
  assert.equal(plural(1, "target"), "1 target");
  assert.equal(plural(1_000, "target"), "1,000 targets");
});

test("numbers of the API are written in full, and what has no digits as it comes", () => {
  assert.deepEqual(["1e+00", "2.5e-01", "+Inf", "-Inf", "NaN"].map(plainNumber), ["1", "0.25", "+Inf", "-Inf", "NaN"]);
});
