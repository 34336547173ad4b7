package dev.deucalion.promql.testkit;

import dev.deucalion.promql.parser.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads scripts: commands that start at a line and take the lines up to an empty one. */
final class ScriptParser {
  private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(.+)");

  private final String name;
  private final List<String> lines;
  private int next;

  ScriptParser(String name, String text) {
    this.name = name;
    this.lines =
        text.lines().map(String::strip).map(line -> line.startsWith("#") ? "" : line).toList();
  }

  List<ScriptCommand> commands() {
    List<ScriptCommand> commands = new ArrayList<>();
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (!line.isEmpty()) {
        commands.add(command(line));
      }
    }
    return commands;
  }

  private ScriptCommand command(String line) {
    String word = line.split("[\t ]+", 2)[0].toLowerCase(Locale.ROOT);
    int lineNumber = next;
    if (word.equals("clear")) {
      return new ScriptCommand.Clear(lineNumber);
    }
    try {
      if (word.startsWith("load")) {
        return load(line, lineNumber);
      }
      if (word.startsWith("eval")) {
        EvalParser parser = new EvalParser(line);
        while (hasBodyLine() && parser.takesMore()) {
          parser.body(lines.get(next++));
        }
        return parser.eval(lineNumber);
      }
    } catch (IllegalArgumentException e) {
      throw new ScriptException(name, next, String.valueOf(e.getMessage()));
    }
    throw new ScriptException(name, lineNumber, "invalid command \"" + line + "\"");
  }

  private boolean hasBodyLine() {
    return next < lines.size() && !lines.get(next).isEmpty();
  }

  private ScriptCommand.Load load(String line, int lineNumber) {
    Matcher matcher = LOAD.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "invalid load command. (load[_with_nhcb] <step:duration>)");
    }
    long intervalMs = DurationText.parseMs(matcher.group(2));
    return new ScriptCommand.Load(lineNumber, intervalMs, matcher.group(1) != null, series());
  }

  private List<SeriesNotation> series() {
    List<SeriesNotation> series = new ArrayList<>();
    StartNotation starts = null;
    int startsLine = 0;
    while (hasBodyLine()) {
      String line = lines.get(next++);
      boolean isStarts = StartNotation.isOne(line);
      if (isStarts && starts != null) {
        break;
      }
      if (isStarts) {
        starts = StartNotation.parse(line);
        startsLine = next;
        continue;
      }
      SeriesNotation values = SeriesNotation.parse(line);
      if (starts != null) {
        values = withStarts(values, starts, startsLine);
      }
      series.add(values);
      starts = null;
    }
    if (starts != null) {
      throw new ScriptException(name, startsLine, "@st line has no following sample line");
    }
    return series;
  }

  /** Problems are those of the line with the starts. */
  private SeriesNotation withStarts(SeriesNotation values, StartNotation starts, int line) {
    try {
      return values.withStarts(starts);
    } catch (IllegalArgumentException e) {
      throw new ScriptException(name, line, String.valueOf(e.getMessage()));
    }
  }
}
