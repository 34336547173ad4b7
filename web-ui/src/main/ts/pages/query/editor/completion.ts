import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

import { post } from "../../../api/client";
import { settings } from "../../../frame/settings";
import { history } from "../history";
import type { Times } from "../panel-state";
import { isQuoted, quoted } from "./quoted";

/** So many rows the list draws. */
export const MOST_ROWS = 100;
const MOST_QUERIES = 5;
const MOST_ITEMS = MOST_ROWS - MOST_QUERIES;

interface Item {
  readonly text: string;
  readonly kind: string;
  readonly insert?: string;
  readonly detail?: string;
  readonly help?: string;
}

interface Found {
  readonly from: number;
  readonly to: number;
  readonly context: string;
  readonly items: readonly Item[];
}

/** Has the server collect what it knows of metrics before somebody waits for it. */
export function prepareCompletion(times: Times): void {
  post("editor/complete", { query: "", cursor: 0, limit: 1, ...times }).catch(() => undefined);
}

/** Puts a call in, with the cursor between its brackets. */
function applyCall(view: EditorView, completion: Completion, from: number, to: number): void {
  const called = view.state.sliceDoc(to, to + 1) === "(";
  const insert = completion.label + (called ? "" : "()");
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + completion.label.length + 1 },
    userEvent: "input.complete",
  });
}

function option(item: Item, context: string): Completion {
  const call = item.kind === "function" || item.kind === "aggregation";
  const text = isQuoted(context) ? quoted(item.text, context) : (item.insert ?? item.text);
  const shown: Completion = { label: item.text, type: item.kind, apply: call ? applyCall : text };
  if (item.detail !== undefined) {
    shown.detail = call ? item.detail.slice(item.text.length) : item.detail;
  }
  if (item.help !== undefined) {
    shown.info = item.help;
  }
  return shown;
}

/** Asks the server what fits at the cursor; its answer is in the best order already. */
async function fromServer(context: CompletionContext, times: Times): Promise<CompletionResult | null> {
  const aborter = new AbortController();
  // Another key asks anew. An old answer that says nothing would end the completion of what is typed by then.
  context.addEventListener("abort", () => aborter.abort(), { onDocChange: true });
  const query = context.state.doc.toString();
  let found: Found;
  try {
    const asked = { query, cursor: context.pos, limit: MOST_ITEMS, ...times };
    found = (await post<Found>("editor/complete", asked, aborter.signal)).data;
  } catch {
    return null;
  }
  const nothingTyped = found.from === context.pos;
  const wanted = context.explicit || !nothingTyped || /^(matcher|label)$/.test(found.context) || isQuoted(found.context);
  if (!wanted || found.items.length === 0) {
    return null;
  }
  return {
    from: found.from,
    to: found.to,
    options: found.items.map((item) => option(item, found.context)),
    filter: false,
  };
}

/** Queries that were run before and have what is typed. */
function fromHistory(context: CompletionContext): CompletionResult | null {
  const typed = context.state.doc.toString().trim().toLowerCase();
  if (!settings.value.keepHistory || (typed === "" && !context.explicit)) {
    return null;
  }
  const queries = history.value
    .filter((query) => query.toLowerCase().includes(typed) && query.toLowerCase() !== typed)
    .slice(0, MOST_QUERIES);
  return queries.length === 0
    ? null
    : {
        from: 0,
        to: context.state.doc.length,
        options: queries.map((query) => ({ label: query, type: "history", detail: "run before" })),
        filter: false,
      };
}

/**
 * All that completes, in the order of the list. Queries of before come first where one asks for the list; while one
 * types they come last, or Tab would take an old query instead of the word that is being written.
 *
 * @param times of the series whose names and values fit
 */
export function sources(times: () => Times): readonly CompletionSource[] {
  return [
    (context) => (context.explicit ? fromHistory(context) : null),
    (context) => fromServer(context, times()),
    (context) => (context.explicit ? null : fromHistory(context)),
  ];
}
