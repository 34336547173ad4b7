package dev.deucalion.server.logging;

import java.time.Instant;
import java.util.List;

/**
 * One line of the log, before it is encoded.
 *
 * @param source file and line of the code that logs, as {@code Main.java:42}
 * @param fields in order, after the fixed ones
 */
record LogLine(Instant time, String level, String source, String message, List<Field> fields) {
  /** A key and its value: a Number and a Boolean keep their type in JSON, others are texts. */
  record Field(String key, Object value) {}

  LogLine {
    fields = List.copyOf(fields);
  }
}
