package dev.deucalion.promql.exec;

import com.google.re2j.PatternSyntaxException;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.AnchoredRegex;
import java.util.List;
import java.util.stream.Collectors;

/** The values that {@code label_replace} and {@code label_join} give to a label. */
final class LabelFunctions {
  private LabelFunctions() {}

  /**
   * A template filled in where another label's value matches.
   *
   * @param limits what the texts that come out count against
   * @param template with {@code $1}, {@code $name} and {@code ${name}} for groups
   * @throws dev.deucalion.promql.QueryException when a name or the expression is not valid
   */
  static RelabelOperator.Change replace(
      QueryLimits limits, String destination, String template, String source, String regex) {
    AnchoredRegex pattern;
    try {
      pattern = AnchoredRegex.compile(regex);
    } catch (PatternSyntaxException e) {
      throw QueryContext.failure("invalid regular expression in label_replace(): " + regex);
    }
    requireName("destination label name in label_replace()", destination);
    long groups = template.chars().filter(c -> c == '$').count();
    return labels -> {
      String before = labels.get(source);
      // Each group is a part of the value.
      requireRoom(limits, template.length() + groups * before.length());
      return pattern.replace(before, template, limits::checkpoint);
    };
  }

  /**
   * The values of other labels with a separator between them.
   *
   * @throws dev.deucalion.promql.QueryException when a name is not valid
   */
  static RelabelOperator.Change join(
      QueryLimits limits, String destination, String separator, List<String> sources) {
    for (String source : sources) {
      requireName("source label name in label_join()", source);
    }
    requireName("destination label name in label_join()", destination);
    return labels -> {
      long length = (long) separator.length() * sources.size();
      for (String source : sources) {
        length += labels.get(source).length();
      }
      requireRoom(limits, length);
      return sources.stream().map(labels::get).collect(Collectors.joining(separator));
    };
  }

  /** Refuses a text before it is made, for one series can have one that fills the memory. */
  private static void requireRoom(QueryLimits limits, long characters) {
    limits.holdBytes(characters);
    limits.releaseBytes(characters);
  }

  private static void requireName(String what, String name) {
    if (!NameValidation.UTF8.isValidLabelName(name)) {
      throw QueryContext.failure("invalid " + what + ": " + name);
    }
  }
}
