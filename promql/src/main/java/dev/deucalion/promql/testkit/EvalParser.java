package dev.deucalion.promql.testkit;

import com.google.re2j.PatternSyntaxException;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.parser.DurationText;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one {@code eval} command: its line, then the lines of its body. */
final class EvalParser {
  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(.+?))?\\s+(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+?)\\s+(.+)");
  private static final Pattern EXPECT =
      Pattern.compile(
          "expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
  private static final Pattern RANGE_VECTOR =
      Pattern.compile("expect range vector\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+)");
  private static final String STRING = "expect string";
  private static final String OLD_FAIL_MESSAGE = "expected_fail_message";
  private static final String OLD_FAIL_REGEX = "expected_fail_regexp";

  private final String expr;
  private final EvalTime time;
  private final List<SeriesNotation> series = new ArrayList<>();
  private final List<MessagePattern> warnings = new ArrayList<>();
  private final List<MessagePattern> infos = new ArrayList<>();
  private Expectation.@Nullable Value single;
  private EvalTime.@Nullable Range points;
  private @Nullable MessagePattern failure;
  private boolean ordered;
  private boolean noWarnings;
  private boolean noInfos;
  private boolean expectsFailure;
  private boolean complete;

  EvalParser(String line) {
    Matcher instant = INSTANT.matcher(line);
    Matcher range = RANGE.matcher(line);
    if (instant.matches()) {
      expr = instant.group(3);
      time = new EvalTime.Instant(DurationText.parseMs(orEmpty(instant.group(2))));
      apply(instant.group(1));
    } else if (range.matches()) {
      expr = range.group(5);
      time = range(range.group(2), range.group(3), range.group(4));
      apply(range.group(1));
    } else {
      throw new IllegalArgumentException(
          "invalid evaluation command. Must be either 'eval[_fail|_warn|_ordered|_info] instant [at"
              + " <offset:duration>] <query>' or 'eval[_fail|_warn|_info] range from <from> to <to>"
              + " step <step> <query>'");
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static EvalTime.Range range(String from, String to, String step) {
    long startMs = DurationText.parseMs(from);
    long endMs = DurationText.parseMs(to);
    if (endMs < startMs) {
      throw new IllegalArgumentException(
          "invalid test definition, end timestamp ("
              + to
              + ") is before start timestamp ("
              + from
              + ")");
    }
    return new EvalTime.Range(startMs, endMs, DurationText.parseMs(step));
  }

  private void apply(@Nullable String modifier) {
    switch (orEmpty(modifier)) {
      case "fail" -> failure = new MessagePattern.Any();
      case "warn" -> warnings.add(new MessagePattern.Any());
      case "info" -> infos.add(new MessagePattern.Any());
      case "ordered" -> ordered = true;
      default -> {}
    }
  }

  /** Whether another line may belong to the command. */
  boolean takesMore() {
    return !complete;
  }

  void body(String line) {
    if (failure != null && line.startsWith(OLD_FAIL_MESSAGE)) {
      failure = new MessagePattern.Exact(line.substring(OLD_FAIL_MESSAGE.length()).strip());
      complete = true;
    } else if (failure != null && line.startsWith(OLD_FAIL_REGEX)) {
      failure = regex(line.substring(OLD_FAIL_REGEX.length()).strip());
      complete = true;
    } else if (line.startsWith("expect range vector")) {
      rangeVector(line);
    } else if (line.startsWith(STRING)) {
      single = new Expectation.Value.Text(string(line.substring(STRING.length()).strip()));
    } else if (line.startsWith("expect ")) {
      expect(line);
    } else {
      value(line);
    }
  }

  private void rangeVector(String line) {
    Matcher matcher = RANGE_VECTOR.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("invalid range vector definition \"" + line + "\"");
    }
    points = range(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  private static String string(String quoted) {
    try {
      if (PromqlParser.parse(quoted, ParserOptions.DEFAULTS) instanceof StringLiteral literal) {
        return literal.value();
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "expected string literal not valid - check that the string is correctly quoted", e);
    }
    throw new IllegalArgumentException(
        "expected string literal not valid - a quoted string literal is required");
  }

  private void expect(String line) {
    Matcher matcher = EXPECT.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "invalid expect statement, must match `expect <type> <match_type>: <string>` format");
    }
    MessagePattern pattern = pattern(matcher.group(2), orEmpty(matcher.group(3)).strip());
    switch (matcher.group(1)) {
      case "ordered" -> ordered = true;
      case "fail" -> expectFailure(pattern);
      case "warn" -> warnings.add(pattern);
      case "info" -> infos.add(pattern);
      case "no_warn" -> noWarnings = true;
      default -> noInfos = true;
    }
    if (noWarnings && !warnings.isEmpty() || noInfos && !infos.isEmpty()) {
      throw new IllegalArgumentException(
          "invalid expect lines, a kind of annotation cannot be both expected and excluded");
    }
  }

  private void expectFailure(MessagePattern pattern) {
    if (expectsFailure) {
      throw new IllegalArgumentException(
          "invalid expect lines, multiple expect fail lines are not allowed");
    }
    expectsFailure = true;
    failure = pattern;
  }

  private static MessagePattern pattern(@Nullable String kind, String text) {
    if (kind == null) {
      return new MessagePattern.Any();
    }
    return kind.equals("msg") ? new MessagePattern.Exact(text) : regex(text);
  }

  private static MessagePattern regex(String text) {
    try {
      return new MessagePattern.Regex(com.google.re2j.Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("invalid regex " + text, e);
    }
  }

  private void value(String line) {
    try {
      single = new Expectation.Value.Scalar(PromqlParser.parseNumber(line));
      complete = true;
      return;
    } catch (NumberFormatException e) {
      series.add(SeriesNotation.parse(line));
    }
    boolean many = series.getLast().size() > 1;
    if (many && time instanceof EvalTime.Instant && points == null) {
      throw new IllegalArgumentException(
          "expecting multiple values in instant evaluation not allowed. consider using 'expect"
              + " range vector' directive to enable a range vector result for an instant query");
    }
  }

  ScriptCommand.Eval eval(int line) {
    Expectation.Value value =
        single == null ? new Expectation.Value.Series(series, points) : single;
    return new ScriptCommand.Eval(
        line,
        expr,
        time,
        new Expectation(value, ordered, failure, warnings, infos, noWarnings, noInfos));
  }
}
