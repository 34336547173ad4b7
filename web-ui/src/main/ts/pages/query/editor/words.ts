import { get } from "../../../api/client";

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

/** All words, asked for once; none while the server does not answer. */
export function words(): Promise<readonly Word[]> {
  asked ??= get<Answered>("editor/words").then(
    ({ data }) => [...data.callable, ...data.grammar],
    () => {
      asked = undefined;
      return [];
    },
  );
  return asked;
}
