import type { JSX } from "preact";

import { Message } from "../../../part/message";
import { Spinner } from "../../../part/spinner";
import type { QueryAnswer } from "../answer";
import { AnswerNotes } from "../answer-notes";
import type { Panel } from "../panel-state";
import { TimeInput } from "../time-input";
import { useQuery } from "../use-query";
import { DataTable } from "./data-table";
import { rowsOf } from "./first-rows";

interface TableTabProps {
  readonly panel: Panel;
  readonly round: number;
  readonly onChange: (part: Partial<Panel>) => void;
}

/** The answer at one time. */
export function TableTab({ panel, round, onChange }: TableTabProps): JSX.Element {
  const asked = useQuery<QueryAnswer>(
    "query",
    panel.expr === ""
      ? null
      : { query: panel.expr, stats: "true", time: panel.endMs === null ? undefined : panel.endMs / 1_000 },
    round,
  );
  const { answer, error, loading } = asked;
  return (
    <>
      <div class="query-controls">
        <TimeInput label="Evaluation time" timeMs={panel.endMs} stepMs={panel.rangeMs / 2} onChange={(endMs) => onChange({ endMs })} />
        {loading && <Spinner label="Running the query" />}
        {answer !== undefined && <AnswerNotes asked={asked} series={rowsOf(answer.data)} />}
      </div>
      {error !== undefined && <Message kind="error" title="The query failed">{error.message}</Message>}
      {answer?.warnings.map((text) => <Message key={text} kind="warning">{text}</Message>)}
      {answer?.infos.map((text) => <Message key={text} kind="info">{text}</Message>)}
      {answer !== undefined && <DataTable answer={answer.data} />}
      {panel.expr === "" && <p class="empty">No data queried yet</p>}
    </>
  );
}
