import { apiUrl, get } from "../api/client";
import { type Notice, withNotice } from "./notice";

const ASK_EVERY_MS = 15_000;
const ASKED_BEFORE_LISTENING = 4;

/**
 * Tells what the server wants known: by its stream, or by asking now and then, since it has streams for a few tabs only
 * and refuses the next ones. A tab that is refused tries again once a minute.
 *
 * @param onChange told all that holds
 * @returns what ends it
 */
export function followNotices(onChange: (all: readonly Notice[]) => void): () => void {
  const aborter = new AbortController();
  let end = (): void => undefined;
  let all: readonly Notice[] = [];
  const change = (next: readonly Notice[]): void => {
    all = next;
    onChange(all);
  };
  const ask = (asked: number): void => {
    if (asked === ASKED_BEFORE_LISTENING) {
      listen();
      return;
    }
    const later = (): void => {
      if (!aborter.signal.aborted) {
        const timer = window.setTimeout(() => ask(asked + 1), ASK_EVERY_MS);
        end = () => window.clearTimeout(timer);
      }
    };
    get<readonly Notice[]>("notifications", {}, aborter.signal).then(({ data }) => change(data), () => undefined).then(later);
  };
  const listen = (): void => {
    const source = new EventSource(apiUrl("notifications/live"));
    end = () => source.close();
    // After a lost connection the server tells everything again.
    source.onopen = () => change([]);
    source.onmessage = (event: MessageEvent<string>) => change(withNotice(all, JSON.parse(event.data) as Notice));
    // Connections that are lost are made again by the browser, those that are refused are not.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        ask(0);
      }
    };
  };
  listen();
  return () => {
    aborter.abort();
    end();
  };
}
