import assert from "node:assert/strict";
import { test } from "node:test";

import { withNotice } from "../../../main/ts/frame/notice";

test("a notice replaces the one of its text, and takes it away when it no longer holds", () => {
  const first = { text: "a", date: "2026-11-21T16:00:00Z", active: true };
  const again = { ...first, date: "2026-11-21T17:00:00Z" };
  const other = { ...first, text: "b" };
  assert.deepEqual(withNotice(withNotice([], first), other), [first, other]);
  assert.deepEqual(withNotice([first, other], again), [other, again]);
  assert.deepEqual(withNotice([first, other], { ...first, active: false }), [other]);
  assert.deepEqual(withNotice([other], { ...first, active: false }), [other]);
});
