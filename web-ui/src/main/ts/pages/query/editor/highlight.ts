import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

import { DURATION, NUMBER } from "./numbers";
import type { Word } from "./words";

/** Where a line stands within the query. */
interface Place {
  /** The quote of an open raw string, else empty. */
  quote: string;
  depthOfBraces: number;
  /** Whether names are those of labels: behind `by` and the like, from the round bracket to its end. */
  list: "none" | "announced" | "open";
}

/** A colon at the start is that of a subquery more often than that of a name, and is no part of it here. */
const NAME = /^[a-zA-Z_][a-zA-Z0-9_:]*/;
const STRING = /^("(\\.|[^"\\])*"?|'(\\.|[^'\\])*'?)/;
const OPERATOR = /^(=~|!~|==|!=|>=|<=|<\/|>\/|[-+*/%^<>=@])/;

/** Words behind which a list of labels stands. */
const BEFORE_LISTS = /^(by|without|on|ignoring|group_left|group_right)$/;

function name(stream: StringStream, place: Place, kinds: ReadonlyMap<string, string>): string {
  const word = stream.current();
  const lower = word.toLowerCase();
  if (place.depthOfBraces > 0 || place.list === "open") {
    return "labelName";
  }
  if (lower === "inf" || lower === "nan") {
    return "number";
  }
  const kind = kinds.get(lower);
  const called = stream.match(/^\s*\(/, false) !== null;
  if (kind === "keyword" && BEFORE_LISTS.test(lower)) {
    place.list = "announced";
  }
  if (kind === "keyword" || (kind === "aggregation" && (called || stream.match(/^\s*(by|without)\b/i, false)))) {
    return "keyword";
  }
  return called ? "function" : "metricName";
}

function token(stream: StringStream, place: Place, kinds: ReadonlyMap<string, string>): string | null {
  if (place.quote !== "") {
    place.quote = stream.skipTo("`") ? "" : place.quote;
    place.quote === "" ? stream.next() : stream.skipToEnd();
    return "string";
  }
  if (stream.eatSpace()) {
    return null;
  }
  if (stream.peek() === "#") {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.eat("`")) {
    place.quote = "`";
    return "string";
  }
  const announced = place.list === "announced";
  if (announced) {
    place.list = "none";
  }
  if (stream.match(STRING)) {
    return "string";
  }
  if (stream.match(DURATION) || stream.match(NUMBER)) {
    return "number";
  }
  if (stream.match(NAME)) {
    return name(stream, place, kinds);
  }
  if (stream.match(OPERATOR)) {
    return "operator";
  }
  const next = stream.next();
  if (announced && next === "(") {
    place.list = "open";
  } else if (next === ")") {
    place.list = "none";
  }
  place.depthOfBraces += next === "{" ? 1 : next === "}" && place.depthOfBraces > 0 ? -1 : 0;
  return "bracket";
}

/** Colours for the parts of queries; what is an error is found by the server's parser and not here. */
export function promql(words: readonly Word[]): StreamLanguage<Place> {
  const kinds = new Map(words.map((word) => [word.text.replace("()", ""), word.kind]));
  return StreamLanguage.define<Place>({
    name: "promql",
    startState: () => ({ quote: "", depthOfBraces: 0, list: "none" }),
    copyState: (place) => ({ ...place }),
    token: (stream, place) => token(stream, place, kinds),
    tokenTable: {
      labelName: tags.propertyName,
      metricName: tags.variableName,
      function: tags.function(tags.variableName),
    },
    languageData: { closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] }, commentTokens: { line: "#" } },
  });
}

/** The colours, which follow the theme by the variables of the page. */
export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
    { tag: tags.function(tags.variableName), color: "var(--code-function)" },
    { tag: tags.propertyName, color: "var(--code-label)" },
    { tag: tags.string, color: "var(--code-string)" },
    { tag: tags.number, color: "var(--code-number)" },
    { tag: tags.comment, color: "var(--text-quiet)", fontStyle: "italic" },
    { tag: tags.operator, color: "var(--code-keyword)" },
  ]),
);
