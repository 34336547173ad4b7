import { type Diagnostic, linter } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";

import { post } from "../../../api/client";
import type { Times } from "../panel-state";

const DELAY_MS = 250;

interface Problem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

interface Checked {
  readonly error?: Problem;
  readonly hints: readonly Problem[];
}

/** A stretch of at least one character, so that there is something to underline. */
function diagnostic(problem: Problem, severity: "error" | "warning", length: number): Diagnostic {
  const to = Math.min(length, Math.max(problem.to, problem.from + 1));
  return { from: Math.max(0, Math.min(problem.from, to - 1)), to, severity, message: problem.message };
}

/**
 * Has the server's parser read what is typed, and underlines what it complains about.
 *
 * @param times of the series that there should be
 */
export function checked(times: () => Times): Extension {
  return linter(
    async (view) => {
      const query = view.state.doc.toString();
      if (query.trim() === "") {
        return [];
      }
      try {
        const { data } = await post<Checked>("editor/check", { query, ...times() });
        const problems = data.hints.map((hint) => diagnostic(hint, "warning", query.length));
        return data.error === undefined
          ? problems
          : [diagnostic(data.error, "error", query.length), ...problems];
      } catch {
        return [];
      }
    },
    { delay: DELAY_MS },
  );
}
