import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { useApi } from "../../../api/use-api";
import { metricSelector } from "../../../format/query-link";
import { Badge } from "../../../part/badge";
import { CopyButton } from "../../../part/copy-button";
import { Icon } from "../../../part/icon";
import { Spinner } from "../../../part/spinner";
import type { Times } from "../panel-state";
import { LabelExplorer } from "./label-explorer";

interface ExplorerProps {
  /** Of the series that there are to be. */
  readonly times: Times;
  /** A selector was chosen, to be put at the cursor. */
  readonly onPick: (selector: string) => void;
  readonly onClose: () => void;
}

interface Found {
  readonly items: readonly {
    readonly text: string;
    readonly kind: string;
    readonly detail?: string;
    readonly help?: string;
  }[];
}

const MOST = 200;

/** Within these quotes a search may have any character but them. */
const RAW = "`";

/** A dialog with the metrics that there are, to be searched, and the labels of one of them. */
export function Explorer({ times, onPick, onClose }: ExplorerProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [metric, setMetric] = useState<string>();
  const { answer, loading } = useApi<Found>("editor/complete", { query: `{${RAW}${typed}`, limit: MOST, ...times });
  useEffect(() => dialog.current?.showModal(), []);
  const pick = (selector: string): void => {
    // An open dialog keeps the focus to itself.
    dialog.current?.close();
    onPick(selector);
  };
  const metrics = answer?.data.items.filter((item) => item.kind === "metric") ?? [];
  return (
    <dialog class="explorer" ref={dialog} aria-label="Explore metrics" onClose={onClose}>
      <div class="page-head">
        <h2>{metric === undefined ? "Metrics" : "Labels of the metric"}</h2>
        <div class="page-tools">
          <button type="button" class="quiet" aria-label="Close" onClick={() => dialog.current?.close()}>
            <Icon name="cross" />
          </button>
        </div>
      </div>
      {metric === undefined ? (
        <>
          <input
            type="search" class="search" aria-label="Search metrics" placeholder="Search metrics" value={typed}
            onInput={(event) => setTyped(event.currentTarget.value.replaceAll(RAW, ""))}
          />
          {loading && answer === undefined && <Spinner label="Loading metrics" />}
          <div class="table-scroll explorer-list">
            <table class="rows stacks">
              <thead>
                <tr>
                  <th scope="col">Metric</th><th scope="col">Type</th><th scope="col">Help</th>
                  <th scope="col"><span class="unseen">Actions</span></th>
                </tr>
              </thead>
              <tbody>
                {metrics.map((item) => (
                  <tr key={item.text}>
                    <td>
                      <button type="button" class="quiet" onClick={() => setMetric(metricSelector(item.text))}>
                        <code>{item.text}</code>
                      </button>
                    </td>
                    <td>{item.detail !== undefined && <Badge mood="plain">{item.detail}</Badge>}</td>
                    <td>{item.help}</td>
                    <td class="explorer-actions">
                      <button
                        type="button" title="Insert at the cursor" onClick={() => pick(metricSelector(item.text))}
                      >
                        Insert
                      </button>
                      <CopyButton text={metricSelector(item.text)} label="Copy" />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {(answer?.data.items.length ?? 0) >= MOST && <small>The first {MOST} metrics; a search finds more.</small>}
        </>
      ) : (
        <LabelExplorer metric={metric} times={times} onPick={pick} onBack={() => setMetric(undefined)} />
      )}
    </dialog>
  );
}
