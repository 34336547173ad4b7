import { ApiError, get } from "../../../api/client";
import { RETRY_MS } from "../../../api/use-api";

/** A name or word that PromQL itself has. */
export interface Word {
  readonly text: string;
  readonly kind: "function" | "aggregation" | "keyword";
  readonly detail?: string;
  readonly help?: string;
}

interface Answered {
  readonly callable: readonly Word[];
  readonly grammar: readonly Word[];
}

let asked: Promise<readonly Word[]> | undefined;

async function ask(): Promise<readonly Word[]> {
  for (;;) {
    try {
      const { data } = await get<Answered>("editor/words");
      return [...data.callable, ...data.grammar];
    } catch (cause) {
      if (!(cause instanceof ApiError && cause.kind === "not_ready")) {
        asked = undefined;
        return [];
      }
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** All words, asked for once, and again while the server starts; none where it does not answer. */
export function words(): Promise<readonly Word[]> {
  asked ??= ask();
  return asked;
}
