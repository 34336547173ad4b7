import type { JSX } from "preact";

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** A field to filter what the page shows. */
export function SearchBox({ label, value, onInput }: SearchBoxProps): JSX.Element {
  return (
    <input
      type="search" class="search" data-search placeholder={label} aria-label={label} value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}
