import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { settings } from "../../../frame/settings";
import { useStore } from "../../../frame/store";
import { dateTime } from "../../../format/time";
import type { MatrixSeries, QueryAnswer, Sample, VectorSeries } from "../answer";
import { count } from "../../../format/number";
import { SeriesName } from "../series-name";
import { firstRows, rowsOf } from "./first-rows";
import { Histogram } from "./histogram";

function VectorRow({ series }: { readonly series: VectorSeries }): JSX.Element {
  return (
    <tr>
      <td><SeriesName metric={series.metric} /></td>
      <td class="number value">
        {series.histogram === undefined ? series.value?.[1] : <Histogram value={series.histogram[1]} />}
      </td>
    </tr>
  );
}

function MatrixRow({ series }: { readonly series: MatrixSeries }): JSX.Element {
  const { localTime } = useStore(settings);
  const when = (seconds: number): string => dateTime(new Date(seconds * 1_000), localTime);
  return (
    <tr>
      <td><SeriesName metric={series.metric} /></td>
      <td class="number value">
        {series.values?.map(([time, value]) => (
          <div key={time} title={when(time)}>{value} <small>@{time}</small></div>
        ))}
        {series.histograms?.map(([time, value]) => (
          <div key={time} title={when(time)}><small>@{time}</small> <Histogram value={value} /></div>
        ))}
      </td>
    </tr>
  );
}

function SingleRow({ kind, value }: { readonly kind: string; readonly value: Sample }): JSX.Element {
  return <tr><td>{kind}</td><td class="number value">{value[1]}</td></tr>;
}

function Rows({ answer, most }: { readonly answer: QueryAnswer; readonly most: number }): JSX.Element {
  switch (answer.resultType) {
    case "vector":
      return <>{answer.result.slice(0, most).map((series, i) => <VectorRow key={i} series={series} />)}</>;
    case "matrix":
      return <>{answer.result.slice(0, most).map((series, i) => <MatrixRow key={i} series={series} />)}</>;
    case "scalar":
    case "string":
      return <SingleRow kind={answer.resultType} value={answer.result} />;
  }
}

/** The answer to a query at one time. */
export function DataTable({ answer }: { readonly answer: QueryAnswer }): JSX.Element {
  const [all, setAll] = useState(false);
  const rows = rowsOf(answer);
  const first = firstRows(answer);
  if (rows === 0) {
    return <p class="empty">Empty query result</p>;
  }
  return (
    <div class="table-scroll" role="region" aria-label="Result" tabIndex={0}>
      <table class="rows data-table">
        <thead><tr><th scope="col">Series</th><th scope="col" class="number">Value</th></tr></thead>
        <tbody><Rows answer={answer} most={all ? Infinity : first} /></tbody>
      </table>
      {!all && rows > first && (
        <button type="button" onClick={() => setAll(true)}>Show all {count(rows)} series</button>
      )}
    </div>
  );
}
