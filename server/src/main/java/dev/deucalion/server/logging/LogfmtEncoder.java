package dev.deucalion.server.logging;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.time.UtcText;

/** Lines as Go's {@code slog.TextHandler} writes them: {@code key=value}, quoted where needed. */
final class LogfmtEncoder {
  private LogfmtEncoder() {}

  static String encode(LogLine line) {
    StringBuilder out = new StringBuilder(160);
    out.append("time=").append(UtcText.milliseconds(line.time().toEpochMilli()));
    append(out, "level", line.level());
    append(out, "source", line.source());
    append(out, "msg", line.message());
    for (LogLine.Field field : line.fields()) {
      append(out, field.key(), String.valueOf(field.value()));
    }
    return out.append('\n').toString();
  }

  private static void append(StringBuilder out, String key, String value) {
    out.append(' ');
    appendText(out, key);
    out.append('=');
    appendText(out, value);
  }

  private static void appendText(StringBuilder out, String text) {
    if (needsQuotes(text)) {
      GoQuote.appendQuoted(out, text);
    } else {
      out.append(text);
    }
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c > ' ' && c != '"' && c != '=' && c != 0x7f;
      boolean odd = c >= 0x80 && !Character.isLetterOrDigit(c);
      if (!plain || odd) {
        return true;
      }
    }
    return text.isEmpty();
  }
}
