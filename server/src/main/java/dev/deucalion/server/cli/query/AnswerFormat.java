package dev.deucalion.server.cli.query;

import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;

/** How answers are printed. */
sealed interface AnswerFormat permits AnswerText, AnswerJson {
  /** The choice of the user. */
  Option<String> FORMAT =
      Option.of("format", ValueTypes.oneOf("promql", "json"), "Output format of the query.")
          .shortened('o')
          .byDefault("promql");

  /** The chosen one. */
  static AnswerFormat of(Invocation line) {
    return line.get(FORMAT).equals("json") ? new AnswerJson() : new AnswerText();
  }

  /** Lines for the value of a query: {@code data} of the answer. */
  String value(JsonValue data);

  /** Lines for a list of label sets. */
  String series(JsonValue data);

  /** Lines for a list of texts. */
  String texts(JsonValue data);
}
