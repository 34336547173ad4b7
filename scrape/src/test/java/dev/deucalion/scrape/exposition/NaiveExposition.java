package dev.deucalion.scrape.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the samples of a well-formed body with regular expressions, as an oracle. */
final class NaiveExposition {
  /** Timestamp and exemplar are as written, empty where there is none. */
  record Sample(Map<String, String> labels, double value, String timestamp, String exemplar) {}

  private static final String LABELS = "\\{((?:[^\"}]|\"(?:\\\\.|[^\"\\\\])*\")*)}";
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)?(?:" + LABELS + ")? (\\S+)(?: ([^#\\s]+))?(?: # (.*))?");
  private static final Pattern LABEL =
      Pattern.compile("(\\w+|\"[^\"]+\")(?:\\s*=\\s*\"((?:\\\\.|[^\"\\\\])*)\")?");

  private NaiveExposition() {}

  static List<Sample> samples(String body) {
    List<Sample> samples = new ArrayList<>();
    for (String line : body.lines().toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher m = SAMPLE.matcher(line);
      if (!m.matches()) {
        throw new IllegalArgumentException(line);
      }
      samples.add(
          new Sample(
              labels(m.group(1), m.group(2)),
              number(m.group(3)),
              orEmpty(m.group(4)),
              orEmpty(m.group(5))));
    }
    return samples;
  }

  private static Map<String, String> labels(@Nullable String name, @Nullable String section) {
    Map<String, String> labels = new TreeMap<>();
    if (name != null) {
      labels.put("__name__", name);
    }
    Matcher m = LABEL.matcher(section == null ? "" : section);
    while (m.find()) {
      String key = m.group(1).replace("\"", "");
      if (m.group(2) == null) {
        labels.put("__name__", key);
      } else {
        labels.put(key, unescaped(m.group(2)));
      }
    }
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  private static String orEmpty(@Nullable String s) {
    return s == null ? "" : s;
  }

  private static String unescaped(String s) {
    return s.replace("\\\\", "\u0001")
        .replace("\\n", "\n")
        .replace("\\\"", "\"")
        .replace("\u0001", "\\");
  }

  static double number(String s) {
    return switch (s) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(s);
    };
  }
}
