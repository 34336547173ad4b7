import { useEffect, useState } from "preact/hooks";

import { type Answer, ApiError, type Decode, type Parameters, post } from "../../api/client";
import { RETRY_MS } from "../../api/use-api";

/** What a panel knows of the answer to its query. */
export interface Asked<T> {
  readonly answer: Answer<T> | undefined;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  /** How long the newest answer took to come, in milliseconds. */
  readonly tookMs: number;
}

const NOTHING = { answer: undefined, error: undefined, loading: false, tookMs: 0 };

/**
 * Asks when path, parameters or round change. A request that is not needed any more is given up, which ends its query
 * on the server too.
 *
 * @param parameters null asks nothing
 * @param round another number asks again
 * @param decode reads the body of an answer
 */
export function useQuery<T>(path: string, parameters: Parameters | null, round: number, decode?: Decode): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>(NOTHING);
  const identity = JSON.stringify([path, parameters, round]);

  useEffect(() => {
    if (parameters === null) {
      setAsked(NOTHING);
      return undefined;
    }
    const aborter = new AbortController();
    let timer = 0;
    const ask = (): void => {
      const begunMs = performance.now();
      setAsked((before) => ({ ...before, loading: true }));
      post<T>(path, parameters, aborter.signal, decode).then(
        (answer) => {
          if (!aborter.signal.aborted) {
            setAsked({ answer, error: undefined, loading: false, tookMs: performance.now() - begunMs });
          }
        },
        (cause: unknown) => {
          if (!aborter.signal.aborted) {
            const error = cause instanceof ApiError ? cause : new ApiError("internal", String(cause));
            setAsked({ answer: undefined, error, loading: false, tookMs: performance.now() - begunMs });
            if (error.kind === "not_ready") {
              timer = window.setTimeout(ask, RETRY_MS);
            }
          }
        },
      );
    };
    ask();
    return () => {
      aborter.abort();
      window.clearTimeout(timer);
    };
  }, [identity]);

  return asked;
}
