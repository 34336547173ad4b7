package dev.deucalion.server.logging;

import dev.deucalion.model.time.UtcText;

/** Lines as Go's {@code slog.JSONHandler} writes them: one object a line. */
final class JsonEncoder {
  private JsonEncoder() {}

  static String encode(LogLine line) {
    StringBuilder out = new StringBuilder(192);
    out.append("{\"time\":\"");
    out.append(UtcText.shortest(line.time())).append('"');
    append(out, "level", line.level());
    append(out, "source", line.source());
    append(out, "msg", line.message());
    for (LogLine.Field field : line.fields()) {
      append(out, field.key(), field.value());
    }
    return out.append("}\n").toString();
  }

  private static void append(StringBuilder out, String key, Object value) {
    out.append(',');
    appendString(out, key);
    out.append(':');
    boolean finite = !(value instanceof Double d) || Double.isFinite(d);
    if (value instanceof Boolean || value instanceof Number && finite) {
      out.append(value);
    } else {
      appendString(out, String.valueOf(value));
    }
  }

  private static void appendString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || Character.isSurrogate(c) && !isPaired(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
