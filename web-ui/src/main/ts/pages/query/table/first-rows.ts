import type { MatrixSeries, QueryAnswer } from "../answer";

/** So many rows are drawn before one asks for all. */
const FIRST_ROWS = 500;

/** So many samples are drawn before that, where rows have many: browsers take seconds for more. */
const FIRST_SAMPLES = 20_000;

function samplesOf({ values, histograms }: MatrixSeries): number {
  return (values?.length ?? 0) + (histograms?.length ?? 0);
}

/** How many rows an answer has. */
export function rowsOf(answer: QueryAnswer): number {
  return answer.resultType === "vector" || answer.resultType === "matrix" ? answer.result.length : 1;
}

/** How many of its rows are drawn at first: one at least. */
export function firstRows(answer: QueryAnswer): number {
  if (answer.resultType !== "matrix") {
    return FIRST_ROWS;
  }
  let samples = 0;
  for (const [row, series] of answer.result.slice(0, FIRST_ROWS).entries()) {
    samples += samplesOf(series);
    if (samples > FIRST_SAMPLES) {
      return Math.max(1, row);
    }
  }
  return FIRST_ROWS;
}
