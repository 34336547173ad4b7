package dev.deucalion.rules.template.function;

import dev.deucalion.rules.template.value.Value;

/** What a function or a method takes at one place. */
public enum Parameter {
  /** Any value. */
  ANY("interface {}"),
  /** A text. */
  TEXT("string"),
  /** What a query gave. */
  RESULT(Value.Items.QUERY_RESULT),
  /** One of what a query gave. */
  SAMPLE("*template.sample"),
  /** A stretch of time. */
  SPAN("time.Duration");

  private final String type;

  Parameter(String type) {
    this.type = type;
  }

  /** Name of its type in Go, for messages. */
  public String type() {
    return type;
  }

  /** Whether nothing may stand there. */
  public boolean canBeNothing() {
    return this != TEXT && this != SPAN;
  }

  /** Whether a value other than nothing may stand there. */
  public boolean takes(Value value) {
    return switch (this) {
      case ANY -> true;
      case TEXT -> value instanceof Value.Text text && text.markup() == Value.Markup.PLAIN;
      case RESULT -> value.type().equals(type);
      case SAMPLE -> value instanceof Value.Sample;
      case SPAN -> value instanceof Value.Span;
    };
  }
}
