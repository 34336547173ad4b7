/** What the page was told about the program that served it. */

const attributes = document.documentElement.dataset;

/** The folder that all pages and the API lie in, ending in a slash: every page is one level below it. */
export const BASE = new URL(".", document.location.href);

/** Whether the program is an agent, which has neither queries nor rules. */
export const IS_AGENT = attributes["agent"] === "true";

/** Whether the endpoints work that delete. */
export const HAS_ADMIN_API = attributes["adminApi"] === "true";

/** Whether the configuration can be reloaded from here. */
export const HAS_LIFECYCLE = attributes["lifecycle"] === "true";

/** The first page of the operator's own; empty where there are none. */
export const CONSOLES = attributes["consoles"] ?? "";

/** Title of the document, before a page adds its own. */
export const TITLE = document.title;

/** What style sheets must carry that are made while the page runs. */
export const STYLE_NONCE = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";

/** Where the licences lie of the libraries inside these pages. */
export const LICENSES = document.querySelector<HTMLLinkElement>("link[rel=license]")?.href ?? "";
