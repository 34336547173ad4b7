package dev.deucalion.promql.testkit;

import com.google.re2j.Pattern;

/** What a message must be. */
public sealed interface MessagePattern {
  /** Whether a message is as it must be. */
  boolean matches(String message);

  /** Exactly this text. */
  record Exact(String text) implements MessagePattern {
    @Override
    public boolean matches(String message) {
      return message.equals(text);
    }

    @Override
    public String toString() {
      return '"' + text + '"';
    }
  }

  /** A text in which the expression is found. */
  record Regex(Pattern pattern) implements MessagePattern {
    @Override
    public boolean matches(String message) {
      return pattern.matcher(message).find();
    }

    @Override
    public String toString() {
      return "pattern \"" + pattern + '"';
    }
  }

  /** Any text. */
  record Any() implements MessagePattern {
    @Override
    public boolean matches(String message) {
      return true;
    }

    @Override
    public String toString() {
      return "any text";
    }
  }
}
