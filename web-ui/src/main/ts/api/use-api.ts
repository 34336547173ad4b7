import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { type Answer, ApiError, get, type Parameters } from "./client";

/** What a component knows of an answer. */
export interface Loaded<T> {
  /** The newest answer; kept while a newer one is asked for, and when that fails. */
  readonly answer: Answer<T> | undefined;
  /** Why the newest request failed. */
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  /** Asks again. */
  readonly reload: () => void;
}

/** Between two questions to a server that is starting, or that cannot be reached. */
export const RETRY_MS = 2_000;

/**
 * Asks an endpoint when the component appears and when path or parameters change. While the server starts, or cannot be
 * reached, it asks again until there is an answer.
 *
 * @param path null asks nothing yet
 * @param everyMs asks again that long after each answer; undefined asks once
 */
export function useApi<T>(path: string | null, parameters: Parameters = {}, everyMs?: number): Loaded<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  const [error, setError] = useState<ApiError>();
  const [loading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  const latest = useRef(parameters);
  latest.current = parameters;
  const identity = JSON.stringify([path, parameters]);

  useEffect(() => {
    if (path === null) {
      setLoading(false);
      return undefined;
    }
    const aborter = new AbortController();
    let timer: number | undefined;
    const again = (delayMs: number): void => {
      timer = window.setTimeout(() => setRound((count) => count + 1), delayMs);
    };
    setLoading(true);
    get<T>(path, latest.current, aborter.signal).then(
      (next) => {
        setAnswer(next);
        setError(undefined);
        setLoading(false);
        if (everyMs !== undefined) {
          again(everyMs);
        }
      },
      (cause: unknown) => {
        if (aborter.signal.aborted) {
          return;
        }
        const failure = cause instanceof ApiError ? cause : new ApiError("internal", String(cause));
        setError(failure);
        setLoading(false);
        if (failure.kind === "not_ready" || failure.kind === "network" || everyMs !== undefined) {
          again(Math.max(RETRY_MS, everyMs ?? 0));
        }
      },
    );
    return () => {
      aborter.abort();
      window.clearTimeout(timer);
    };
  }, [identity, round, everyMs]);

  const reload = useCallback(() => setRound((count) => count + 1), []);
  return { answer, error, loading, reload };
}
