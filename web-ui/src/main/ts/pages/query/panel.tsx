import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { ApiError, post } from "../../api/client";
import { settings } from "../../frame/settings";
import { Icon } from "../../part/icon";
import { Menu } from "../../part/menu";
import { Message } from "../../part/message";
import { prepareCompletion } from "./editor/completion";
import { Editor } from "./editor/editor";
import { ExplainTab } from "./explain/explain-tab";
import { Explorer } from "./explorer/explorer";
import { GraphTab } from "./graph/graph-tab";
import { remember } from "./history";
import { type Panel, type Tab, timesOf } from "./panel-state";
import { TableTab } from "./table/table-tab";

interface QueryPanelProps {
  readonly panel: Panel;
  /** Place on the page, from 1. */
  readonly number: number;
  readonly removable: boolean;
  readonly onChange: (part: Partial<Panel>) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}

const TABS: readonly (readonly [Tab, string])[] = [["table", "Table"], ["graph", "Graph"], ["explain", "Explain"]];

/** Arrow keys go from tab to tab, as everywhere. */
function onTabKey(event: KeyboardEvent, tab: Tab, open: (tab: Tab) => void): void {
  const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const next = TABS[(TABS.findIndex(([name]) => name === tab) + way + TABS.length) % TABS.length];
  if (way !== 0 && next !== undefined) {
    open(next[0]);
    const list = (event.currentTarget as HTMLElement).parentElement;
    list?.querySelector<HTMLElement>(`[data-tab="${next[0]}"]`)?.focus();
  }
}

/** A query: its field, its buttons and the tabs of its answer. */
export function QueryPanel({ panel, number, removable, onChange, onCopy, onRemove }: QueryPanelProps): JSX.Element {
  const [text, setText] = useState(panel.expr);
  const [given, setGiven] = useState(0);
  const [shownExpr, setShownExpr] = useState(panel.expr);
  const [round, setRound] = useState(0);
  const insert = useRef<(text: string) => void>();
  const [problem, setProblem] = useState("");
  const [exploring, setExploring] = useState<number>();
  if (shownExpr !== panel.expr) {
    setShownExpr(panel.expr);
    if (panel.expr !== text) {
      setText(panel.expr);
      setGiven(given + 1);
    }
  }
  useEffect(() => {
    if (settings.value.completion) {
      prepareCompletion(timesOf(panel, Date.now()));
    }
  }, [panel.endMs, panel.rangeMs]);
  const give = (next: string): void => {
    setText(next);
    setGiven(given + 1);
  };

  const run = (expr: string): void => {
    setProblem("");
    remember(expr);
    setRound(round + 1);
    setShownExpr(expr);
    if (expr !== panel.expr) {
      onChange({ expr });
    }
  };
  const format = (): void => {
    post<string>("format_query", { query: text }).then(
      ({ data }) => {
        setProblem("");
        give(data);
      },
      (cause: unknown) => setProblem(cause instanceof ApiError ? cause.message : String(cause)),
    );
  };
  const id = (name: string): string => `query-${panel.id}-${name}`;
  const tab = { panel, round, onChange };

  return (
    <section class="query-panel" aria-label={`Query ${number}`}>
      <div class="query-bar">
        <Editor
          text={text} given={given} times={() => timesOf(panel, Date.now())}
          onReady={(put) => {
            insert.current = put;
          }}
          onChange={setText} onRun={run}
        />
        <button type="button" class="primary" onClick={() => run(text)}>Execute</button>
        <Menu label="More for this query" icon={<Icon name="more" />}>
          <button type="button" class="quiet" onClick={format}>Format expression</button>
          <button type="button" class="quiet" onClick={() => setExploring(Date.now())}>Explore metrics</button>
          <button type="button" class="quiet" onClick={onCopy}>Duplicate query</button>
          {removable && <button type="button" class="quiet" onClick={onRemove}>Remove query</button>}
        </Menu>
      </div>
      {problem !== "" && <Message kind="error" title="Cannot format the expression">{problem}</Message>}
      {exploring !== undefined && (
        <Explorer
          times={timesOf(panel, exploring)}
          onPick={(picked) => {
            insert.current?.(picked);
            setExploring(undefined);
          }}
          onClose={() => setExploring(undefined)}
        />
      )}
      <div class="tabs" role="tablist" aria-label="Views of the answer">
        {TABS.map(([name, title]) => (
          <button
            key={name} type="button" role="tab" id={id(name)} data-tab={name} class="tab"
            aria-selected={panel.tab === name} aria-controls={id("view")} tabIndex={panel.tab === name ? 0 : -1}
            onClick={() => onChange({ tab: name })}
            onKeyDown={(event) => onTabKey(event, name, (next) => onChange({ tab: next }))}
          >
            {title}
          </button>
        ))}
      </div>
      <div class="tab-view" role="tabpanel" id={id("view")} aria-labelledby={id(panel.tab)}>
        {panel.tab === "table" && <TableTab {...tab} />}
        {panel.tab === "graph" && <GraphTab {...tab} />}
        {panel.tab === "explain" && <ExplainTab {...tab} />}
      </div>
    </section>
  );
}
