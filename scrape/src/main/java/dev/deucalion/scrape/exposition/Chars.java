package dev.deucalion.scrape.exposition;

/** Classes of bytes. */
final class Chars {
  private static final byte METRIC_START = 1;
  private static final byte METRIC_PART = 2;
  private static final byte LABEL_START = 4;
  private static final byte LABEL_PART = 8;

  private static final byte[] CLASS = new byte[256];

  static {
    for (int c = 0; c < 128; c++) {
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      boolean digit = c >= '0' && c <= '9';
      if (letter) {
        CLASS[c] = METRIC_START | METRIC_PART | LABEL_START | LABEL_PART;
      } else if (digit) {
        CLASS[c] = METRIC_PART | LABEL_PART;
      } else if (c == ':') {
        CLASS[c] = METRIC_START | METRIC_PART;
      }
    }
  }

  private Chars() {}

  static boolean isMetricStart(byte c) {
    return (CLASS[c & 0xff] & METRIC_START) != 0;
  }

  static boolean isMetricPart(byte c) {
    return (CLASS[c & 0xff] & METRIC_PART) != 0;
  }

  static boolean isLabelStart(byte c) {
    return (CLASS[c & 0xff] & LABEL_START) != 0;
  }

  static boolean isLabelPart(byte c) {
    return (CLASS[c & 0xff] & LABEL_PART) != 0;
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
