import type { JSX } from "preact";

import { type Bucket, type HistogramValue, numberOf } from "../answer";
import { shortNumber } from "../../../format/number";

/** How the bounds of a bucket are written: which of them belong to it. */
export function boundsText([rule, left, right]: Bucket): string {
  const open = rule === 1 || rule === 3 ? "[" : "(";
  const close = rule === 0 || rule === 3 ? "]" : ")";
  return `${open}${left}, ${right}${close}`;
}

const WIDTH = 480;
const HEIGHT = 90;

function Bars({ buckets }: { readonly buckets: readonly Bucket[] }): JSX.Element {
  const counts = buckets.map((bucket) => numberOf(bucket[3]));
  const most = Math.max(...counts, Number.MIN_VALUE);
  const width = WIDTH / buckets.length;
  return (
    <svg
      class="histogram-bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img"
      aria-label={`${buckets.length} buckets; the table below has their counts`}
    >
      {buckets.map((bucket, i) => {
        const height = (Math.max(0, counts[i] ?? 0) / most) * HEIGHT;
        return (
          <rect key={i} x={i * width} y={HEIGHT - height} width={Math.max(width - 1, 0.5)} height={height}>
            <title>{`${boundsText(bucket)}: ${bucket[3]}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** A native histogram: its sums, its buckets as bars, and their numbers where one asks for them. */
export function Histogram({ value }: { readonly value: HistogramValue }): JSX.Element {
  const buckets = value.buckets ?? [];
  const mean = numberOf(value.sum) / numberOf(value.count);
  return (
    <div class="histogram">
      <div>count {value.count} · sum {value.sum} · mean {shortNumber(mean)}</div>
      {buckets.length > 0 && <Bars buckets={buckets} />}
      {buckets.length > 0 && (
        <details>
          <summary>{buckets.length} buckets</summary>
          <table class="rows">
            <thead><tr><th scope="col">Range</th><th scope="col" class="number">Count</th></tr></thead>
            <tbody>
              {buckets.map((bucket, i) => (
                <tr key={i}><td>{boundsText(bucket)}</td><td class="number">{bucket[3]}</td></tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
