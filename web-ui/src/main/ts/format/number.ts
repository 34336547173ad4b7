const COUNT = new Intl.NumberFormat("en-US");

/** A count with its thousands apart. */
export function count(value: number): string {
  return COUNT.format(value);
}

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A size for people, such as `12.3 MiB`. */
export function bytes(value: number): string {
  let unit = 0;
  let scaled = value;
  while (scaled >= 1024 && unit < BYTE_UNITS.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return `${unit === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${BYTE_UNITS[unit]}`;
}

/** `1 target`, `2 targets`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const COUNT_UNITS = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]] as const;

/** A number as the API writes it, such as `1e+00`, in full: `1`; what has no digits stays, such as `+Inf`. */
export function plainNumber(text: string): string {
  const value = Number(text);
  return Number.isNaN(value) ? text : String(value);
}

/** A number with few digits, such as `1.25M`. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }
  if (value !== 0 && Math.abs(value) < 1e-3) {
    return value.toExponential(2);
  }
  const [size, name] = COUNT_UNITS.find(([each]) => Math.abs(value) >= each) ?? [1, ""];
  return `${Number((value / size).toPrecision(4))}${name}`;
}
