import type { JSX } from "preact";

import { duration } from "../../format/time";
import type { QueryStats } from "./answer";
import { count } from "../../format/number";
import type { Asked } from "./use-query";

interface AnswerNotesProps {
  readonly asked: Asked<{ readonly stats?: QueryStats }>;
  readonly series: number;
}

/** What an answer took, in few words. */
export function AnswerNotes({ asked, series }: AnswerNotesProps): JSX.Element {
  const stats = asked.answer?.data.stats;
  return (
    <small class="answer-notes" role="status">
      Load time: {duration(asked.tookMs)}
      {stats !== undefined && <> · engine: {duration(stats.timings.execTotalTime * 1_000)}</>}
      {" "}· result series: {count(series)}
      {stats !== undefined && <> · samples: {count(stats.samples.totalQueryableSamples)}</>}
    </small>
  );
}
