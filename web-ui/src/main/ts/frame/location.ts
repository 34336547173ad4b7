import { BASE } from "./server";
import { Store, useStore } from "./store";

/** Where the browser is: a page and its parameters. */
export interface Place {
  /** Path below {@link BASE}, without a slash, such as `query`. */
  readonly page: string;
  /** What follows the question mark. */
  readonly search: string;
}

/** Browsers refuse to be told of a new URL more often than some hundred times in half a minute. */
const REPLACE_MS = 150;

/** What the browser is to be told of later. */
let replacing: { readonly timer: number; readonly url: URL } | undefined;

function placeOf(url: URL): Place {
  const page = url.pathname.startsWith(BASE.pathname) ? url.pathname.slice(BASE.pathname.length) : "";
  return { page: decodeURIComponent(page), search: url.search };
}

const place = new Store<Place>(placeOf(new URL(document.location.href)));

window.addEventListener("popstate", () => {
  window.clearTimeout(replacing?.timer);
  replacing = undefined;
  place.set(placeOf(new URL(document.location.href)));
});

/** The place, watched. */
export function usePlace(): Place {
  return useStore(place);
}

/** The parameters of the place, watched. */
export function useParameters(): URLSearchParams {
  return new URLSearchParams(usePlace().search);
}

function replaceNow(): void {
  if (replacing !== undefined) {
    window.clearTimeout(replacing.timer);
    history.replaceState(null, "", replacing.url);
    replacing = undefined;
  }
}

function show(url: URL, how: "push" | "replace"): void {
  place.set(placeOf(url));
  if (how === "push") {
    replaceNow();
    history.pushState(null, "", url);
  } else {
    window.clearTimeout(replacing?.timer);
    replacing = { timer: window.setTimeout(replaceNow, REPLACE_MS), url };
  }
}

window.addEventListener("pagehide", replaceNow);

/** Goes to a page, such as `targets?search=x`, with an entry in the history. */
export function go(link: string): void {
  show(new URL(link, BASE), "push");
}

/** Replaces the parameters of this page; `push` leaves an entry in the history. */
export function setParameters(parameters: URLSearchParams, how: "push" | "replace"): void {
  const text = parameters.toString();
  const search = text === "" ? "" : `?${text}`;
  if (search !== place.value.search) {
    show(new URL(place.value.page + search, BASE), how);
  }
}

/** One text parameter and how to set it; the empty text takes it out of the URL. */
export function useParameter(name: string): readonly [string, (value: string) => void] {
  const value = useParameters().get(name) ?? "";
  return [
    value,
    (next) => {
      const parameters = new URLSearchParams(place.value.search);
      if (next === "") {
        parameters.delete(name);
      } else {
        parameters.set(name, next);
      }
      setParameters(parameters, "replace");
    },
  ];
}

/** A parameter that may stand several times, and how to set it. */
export function useParameterList(name: string): readonly [readonly string[], (values: readonly string[]) => void] {
  const values = useParameters().getAll(name);
  return [
    values,
    (next) => {
      const parameters = new URLSearchParams(place.value.search);
      parameters.delete(name);
      next.forEach((value) => parameters.append(name, value));
      setParameters(parameters, "replace");
    },
  ];
}

/** Follows links to pages without loading the document again. Of a click on anything else it takes no notice. */
export function followLinks(event: MouseEvent, isPage: (page: string) => boolean): void {
  const link = (event.target as Element | null)?.closest("a");
  if (
    link === null || link === undefined || event.defaultPrevented || event.button !== 0 ||
    event.metaKey || event.ctrlKey || event.shiftKey || event.altKey ||
    link.target !== "" || link.hasAttribute("download")
  ) {
    return;
  }
  const url = new URL(link.href);
  if (url.origin !== BASE.origin || !url.pathname.startsWith(BASE.pathname) || url.hash !== "") {
    return;
  }
  const page = url.pathname.slice(BASE.pathname.length);
  if (isPage(page)) {
    event.preventDefault();
    go(page + url.search);
    window.scrollTo(0, 0);
  }
}
