import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { ApiError, post } from "../../api/client";
import { Message } from "../../part/message";
import { Section } from "../../part/section";

/** How the last request of the form ended. */
interface Outcome {
  readonly kind: "info" | "error";
  readonly text: string;
}

/** Deletes series, and takes what was deleted off the disk. Both ask first. */
export function DeleteForm(): JSX.Element {
  const [open, setOpen] = useState(false);
  const [selector, setSelector] = useState("");
  const [start, setStart] = useState("");
  const [end, setEnd] = useState("");
  const [outcome, setOutcome] = useState<Outcome>();

  const run = async (path: string, parameters: Record<string, string>, done: string): Promise<void> => {
    try {
      await post(`admin/tsdb/${path}`, parameters);
      setOutcome({ kind: "info", text: done });
    } catch (cause) {
      setOutcome({ kind: "error", text: cause instanceof ApiError ? cause.message : String(cause) });
    }
  };
  const deleteSeries = (event: Event): void => {
    event.preventDefault();
    if (window.confirm(`Delete all samples of ${selector} in this range?`)) {
      const range = { ...(start !== "" && { start: toUtc(start) }), ...(end !== "" && { end: toUtc(end) }) };
      void run("delete_series", { "match[]": selector, ...range }, `Deleted: ${selector}`);
    }
  };
  const clean = (): void => {
    if (window.confirm("Rewrite all blocks that have deleted samples?")) {
      void run("clean_tombstones", {}, "What was deleted is off the disk.");
    }
  };

  return (
    <Section open={open} onToggle={setOpen} head={<strong>Delete series</strong>}>
      <form class="form" onSubmit={deleteSeries}>
        <label>
          Selector
          <input
            required value={selector} placeholder={'up{job="old"}'}
            onInput={(event) => setSelector(event.currentTarget.value)}
          />
        </label>
        <TimeField label="From (UTC), empty for the beginning" value={start} onInput={setStart} />
        <TimeField label="To (UTC), empty for the end" value={end} onInput={setEnd} />
        <button type="submit" class="primary">Delete…</button>
        <button type="button" onClick={clean}>Clean tombstones…</button>
      </form>
      {outcome !== undefined && <Message kind={outcome.kind}>{outcome.text}</Message>}
    </Section>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function TimeField({ label, value, onInput }: TimeFieldProps): JSX.Element {
  return (
    <label>
      {label}
      <input type="datetime-local" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}

/** What a field for date and time holds, read as UTC, in RFC 3339. */
function toUtc(field: string): string {
  return new Date(`${field}Z`).toISOString();
}
