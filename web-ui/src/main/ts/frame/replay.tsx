import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { get } from "../api/client";
import { BASE } from "./server";
import { starting } from "./starting";
import { useStore } from "./store";

const POLL_MS = 500;

/** Segments of the write-ahead log: first, last, and the one that is read. */
interface Replay {
  readonly min: number;
  readonly max: number;
  readonly current: number;
}

async function isReady(signal: AbortSignal): Promise<boolean> {
  try {
    return (await fetch(new URL("-/ready", BASE), { signal })).ok;
  } catch {
    return false;
  }
}

/** While the server starts, also anew below an open page: how much of its log it has read. Otherwise nothing. */
export function ReplayProgress(): JSX.Element | null {
  const starts = useStore(starting);
  const [replay, setReplay] = useState<Replay | null>(null);
  useEffect(() => {
    const aborter = new AbortController();
    let timer: number | undefined;
    const look = async (): Promise<void> => {
      const nowReady = await isReady(aborter.signal);
      if (aborter.signal.aborted) {
        return;
      }
      if (nowReady) {
        setReplay(null);
        starting.set(false);
        return;
      }
      try {
        setReplay((await get<Replay>("status/walreplay", {}, aborter.signal)).data);
      } catch {
        setReplay({ min: 0, max: 0, current: 0 });
      }
      timer = window.setTimeout(() => void look(), POLL_MS);
    };
    void look();
    return () => {
      aborter.abort();
      window.clearTimeout(timer);
    };
  }, [starts]);
  if (replay === null) {
    return null;
  }
  const all = replay.max - replay.min + 1;
  const done = Math.max(0, replay.current - replay.min);
  return (
    <section class="starting" role="status" aria-label="Start of the server">
      <p>
        Starting up: {replay.max > 0
          ? `segment ${replay.current} of ${replay.max} of the write-ahead log is read`
          : "the server is not ready yet"}…
      </p>
      <progress max={all} value={done} aria-label="Segments of the write-ahead log" />
    </section>
  );
}
