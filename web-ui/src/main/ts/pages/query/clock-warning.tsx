import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { get } from "../../api/client";
import { duration } from "../../format/time";
import { Message } from "../../part/message";

const MOST_MS = 30_000;

/** How far the clock of the browser is before that of the server, in milliseconds; 0 while it is not known. */
function useAhead(): number {
  const [aheadMs, setAheadMs] = useState(0);
  useEffect(() => {
    const aborter = new AbortController();
    const askedMs = Date.now();
    get<{ readonly result: readonly [number, string] }>("query", { query: "time()" }, aborter.signal).then(
      ({ data }) => {
        const answeredMs = Date.now();
        // What took as long, in a queue of queries or asleep, says nothing of clocks.
        if (answeredMs - askedMs < MOST_MS) {
          setAheadMs((askedMs + answeredMs) / 2 - Number(data.result[1]) * 1_000);
        }
      },
      () => undefined,
    );
    return () => aborter.abort();
  }, []);
  return aheadMs;
}

/** Says so when the clocks of browser and server disagree: what is newest then seems to be missing, or old. */
export function ClockWarning(): JSX.Element | null {
  const aheadMs = useAhead();
  return Math.abs(aheadMs) < MOST_MS ? null : (
    <Message kind="warning" title="Clocks disagree">
      The clock of this browser is {duration(Math.abs(aheadMs))} {aheadMs > 0 ? "ahead of" : "behind"} that of the
      server. Graphs that end now may lack the newest samples.
    </Message>
  );
}
