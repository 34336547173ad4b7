import { BASE } from "./server";
import { Store, useStore } from "./store";

/** Where the browser is: a page and its parameters. */
export interface Place {
  /** Path below {@link BASE}, without a slash, such as `query`. */
  readonly page: string;
  /** What follows the question mark. */
  readonly search: string;
}

function here(): Place {
  const path = document.location.pathname;
  const page = path.startsWith(BASE.pathname) ? path.slice(BASE.pathname.length) : "";
  return { page: decodeURIComponent(page), search: document.location.search };
}

const place = new Store<Place>(here());

window.addEventListener("popstate", () => place.set(here()));

/** The place, watched. */
export function usePlace(): Place {
  return useStore(place);
}

/** The parameters of the place, watched. */
export function useParameters(): URLSearchParams {
  return new URLSearchParams(usePlace().search);
}

/** Goes to a page, such as `targets?search=x`, with an entry in the history. */
export function go(link: string): void {
  history.pushState(null, "", new URL(link, BASE));
  place.set(here());
}

/** Replaces the parameters of this page; `push` leaves an entry in the history. */
export function setParameters(parameters: URLSearchParams, how: "push" | "replace"): void {
  const text = parameters.toString();
  const url = new URL(here().page + (text === "" ? "" : `?${text}`), BASE);
  if (url.href === document.location.href) {
    return;
  }
  if (how === "push") {
    history.pushState(null, "", url);
  } else {
    history.replaceState(null, "", url);
  }
  place.set(here());
}

/** One text parameter and how to set it; the empty text takes it out of the URL. */
export function useParameter(name: string): readonly [string, (value: string) => void] {
  const value = useParameters().get(name) ?? "";
  return [
    value,
    (next) => {
      const parameters = new URLSearchParams(document.location.search);
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
      const parameters = new URLSearchParams(document.location.search);
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
