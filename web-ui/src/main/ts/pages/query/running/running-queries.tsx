import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { ApiError, post } from "../../../api/client";
import { useApi } from "../../../api/use-api";
import { duration } from "../../../format/time";
import { HAS_ADMIN_API } from "../../../frame/server";
import { Message } from "../../../part/message";
import { Section } from "../../../part/section";
import { bytes, count } from "../../../format/number";

/** A query that runs or waits. */
interface Running {
  readonly id: number;
  readonly query: string;
  readonly state: "queued" | "running";
  readonly elapsedSeconds: number;
  readonly memoryBytes: number;
  readonly totalQueryableSamples: number;
  readonly httpRequest?: { readonly clientIP?: string };
  readonly ruleGroup?: { readonly name?: string };
}

const EVERY_MS = 2_000;

function Row({ running, onCancel }: { readonly running: Running; readonly onCancel: () => void }): JSX.Element {
  const origin = running.httpRequest?.clientIP ?? running.ruleGroup?.name ?? "";
  return (
    <tr>
      <td><code>{running.query}</code></td>
      <td>{running.state}</td>
      <td>{origin}</td>
      <td class="number">{duration(running.elapsedSeconds * 1_000)}</td>
      <td class="number">{count(running.totalQueryableSamples)}</td>
      <td class="number">{bytes(running.memoryBytes)}</td>
      {HAS_ADMIN_API && <td><button type="button" onClick={onCancel}>Cancel</button></td>}
    </tr>
  );
}

function Table(): JSX.Element {
  const { answer, error, reload } = useApi<readonly Running[]>("status/queries", {}, EVERY_MS);
  const [problem, setProblem] = useState("");
  const cancel = (id: number): void => {
    post("admin/queries/cancel", { id }).then(
      () => {
        setProblem("");
        reload();
      },
      (cause: unknown) => setProblem(cause instanceof ApiError ? cause.message : String(cause)),
    );
  };
  const running = answer?.data ?? [];
  return (
    <>
      {error !== undefined && <Message kind="error">{error.message}</Message>}
      {problem !== "" && <Message kind="error" title="Cannot cancel the query">{problem}</Message>}
      {answer !== undefined && running.length === 0 && <p class="empty">No query is running</p>}
      {running.length > 0 && (
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Query</th><th scope="col">State</th><th scope="col">By</th>
              <th scope="col" class="number">Time</th><th scope="col" class="number">Samples</th>
              <th scope="col" class="number">Memory</th>
              {HAS_ADMIN_API && <th scope="col"><span class="unseen">Actions</span></th>}
            </tr>
          </thead>
          <tbody>
            {running.map((each) => <Row key={each.id} running={each} onCancel={() => cancel(each.id)} />)}
          </tbody>
        </table>
      )}
      {!HAS_ADMIN_API && <small>With --web.enable-admin-api queries can be canceled here.</small>}
    </>
  );
}

/** The queries that the server works on, with what they have cost so far. */
export function RunningQueries(): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <Section head="Running queries" open={open} onToggle={setOpen}>
      <Table />
    </Section>
  );
}
