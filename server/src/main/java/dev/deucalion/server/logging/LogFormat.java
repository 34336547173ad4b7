package dev.deucalion.server.logging;

/** How lines look. */
public enum LogFormat {
  LOGFMT {
    @Override
    String encode(LogLine line) {
      return LogfmtEncoder.encode(line);
    }
  },
  JSON {
    @Override
    String encode(LogLine line) {
      return JsonEncoder.encode(line);
    }
  };

  /** The line with its line feed. */
  abstract String encode(LogLine line);
}
