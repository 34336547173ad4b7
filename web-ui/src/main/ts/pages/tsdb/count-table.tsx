import type { JSX } from "preact";

import type { NamedCount } from "../../api/tsdb";

interface CountTableProps {
  readonly title: string;
  /** Heads of the columns. */
  readonly head: string;
  readonly unit: string;
  readonly rows: readonly NamedCount[];
  /** What all rows are a part of; without it bars are relative to the first row. */
  readonly total?: number;
  readonly show: (value: number) => string;
  readonly link?: (name: string) => string;
}

/** The largest of something, with bars. */
export function CountTable({ title, head, unit, rows, total, show, link }: CountTableProps): JSX.Element {
  const whole = total ?? rows[0]?.value ?? 0;
  return (
    <section>
      <h2>{title}</h2>
      <table class="rows" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="number">{unit}</th>
            {total !== undefined && <th scope="col" class="number">Share</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">
                {link === undefined ? <code>{name}</code> : <a href={link(name)}><code>{name}</code></a>}
                <progress class="share" max={whole} value={value} aria-hidden="true" />
              </th>
              <td class="number">{show(value)}</td>
              {total !== undefined && (
                <td class="number">{whole > 0 ? `${((100 * value) / whole).toFixed(1)} %` : ""}</td>
              )}
            </tr>
          ))}
          {rows.length === 0 && <tr><td colSpan={3}>Nothing.</td></tr>}
        </tbody>
      </table>
    </section>
  );
}
