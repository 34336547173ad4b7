import { useParameter } from "./location";

/** A page of a long list. */
export interface Paging<T> {
  readonly shown: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly goTo: (page: number) => void;
}

/** Cuts a list into pages; the number of the page is the parameter `page`. */
export function usePaging<T>(items: readonly T[], size: number): Paging<T> {
  const [text, setText] = useParameter("page");
  const pages = Math.max(1, Math.ceil(items.length / size));
  const wanted = Number.parseInt(text, 10);
  const page = Math.min(pages, Number.isNaN(wanted) ? 1 : Math.max(1, wanted));
  return {
    shown: items.slice((page - 1) * size, page * size),
    page,
    pages,
    goTo: (next) => setText(next === 1 ? "" : String(next)),
  };
}
