package dev.deucalion.promql.testkit;

import java.util.List;

/** Compares warnings and infos. */
final class AnnotationCheck {
  private AnnotationCheck() {}

  /** What differs, or the empty text. */
  static String check(Expectation expected, ScriptAnswer.Success result) {
    String difference = check("warning", expected.warnings(), result.warnings());
    if (difference.isEmpty()) {
      difference = check("info", expected.infos(), result.infos());
    }
    if (difference.isEmpty() && expected.noWarnings() && !result.warnings().isEmpty()) {
      difference = "unexpected warnings: " + result.warnings();
    }
    if (difference.isEmpty() && expected.noInfos() && !result.infos().isEmpty()) {
      difference = "unexpected infos: " + result.infos();
    }
    return difference;
  }

  private static String check(String kind, List<MessagePattern> patterns, List<String> messages) {
    for (MessagePattern pattern : patterns) {
      if (messages.stream().noneMatch(pattern::matches)) {
        return "expected " + kind + " matching " + pattern + ", found: " + messages;
      }
    }
    for (String message : messages) {
      if (!patterns.isEmpty() && patterns.stream().noneMatch(p -> p.matches(message))) {
        return "unexpected " + kind + ": " + message;
      }
    }
    return "";
  }
}
