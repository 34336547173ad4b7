package dev.deucalion.model.labels;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Refuses regular expressions that are short but become programs that fill the memory, before they
 * are compiled: repeats within repeats, and groups nested too deeply. The limits and their texts
 * are those of Go's package regexp, but for the size.
 */
public final class RegexSize {
  private static final int MAX_REPEAT = 1_000;
  private static final int MAX_DEPTH = 1_000;

  /** In instructions, about one a character or class. */
  private static final int MAX_SIZE = 1_000_000;

  private final String regex;
  private final Deque<Group> open = new ArrayDeque<>();
  private Group group = new Group();
  private int at;

  /** What has been read of a group: its size, and of its last part the size and the repeats. */
  private static final class Group {
    private long size;
    private long repeats = 1;
    private long lastSize;
    private long lastRepeats = 1;

    void add(long partSize, long partRepeats) {
      size = Math.min(size + partSize, Integer.MAX_VALUE);
      repeats = Math.max(repeats, partRepeats);
      lastSize = partSize;
      lastRepeats = partRepeats;
    }
  }

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /**
   * Checks sizes only: what is not in RE2's syntax may pass.
   *
   * @throws PatternSyntaxException when the program would be too large; its message is Go's
   */
  public static void check(String regex) {
    new RegexSize(regex).run();
  }

  private void run() {
    while (at < regex.length()) {
      char c = regex.charAt(at++);
      switch (c) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> begin();
        case ')' -> end();
        case '{' -> repeat();
        default -> group.add(1, 1);
      }
    }
  }

  private void begin() {
    if (open.size() == MAX_DEPTH) {
      throw new PatternSyntaxException("expression nests too deeply", regex);
    }
    open.push(group);
    group = new Group();
  }

  private void end() {
    if (!open.isEmpty()) {
      Group inner = group;
      group = open.pop();
      group.add(inner.size + 2, inner.repeats);
      requireSize();
    }
  }

  private void escape() {
    if (at == regex.length()) {
      return;
    }
    char c = regex.charAt(at++);
    if (c == 'Q') {
      int end = regex.indexOf("\\E", at);
      int length = (end < 0 ? regex.length() : end) - at;
      at += end < 0 ? length : length + 2;
      group.add(length, 1);
    } else {
      if ((c == 'p' || c == 'P' || c == 'x') && regex.startsWith("{", at)) {
        skipTo('}');
      }
      group.add(1, 1);
    }
  }

  private void skipTo(char last) {
    int end = regex.indexOf(last, at);
    at = end < 0 ? regex.length() : end + 1;
  }

  private void characterClass() {
    if (regex.startsWith("^", at)) {
      at++;
    }
    int first = at;
    while (at < regex.length() && (regex.charAt(at) != ']' || at == first)) {
      if (regex.startsWith("[:", at) && regex.indexOf(":]", at + 2) > 0) {
        at = regex.indexOf(":]", at + 2) + 2;
      } else {
        at += regex.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
    group.add(1, 1);
  }

  /** Reads <code>{n}</code>, <code>{n,}</code> or <code>{n,m}</code>; else a brace is itself. */
  private void repeat() {
    int begin = at;
    long min = number();
    long max = min;
    if (min >= 0 && regex.startsWith(",", at)) {
      at++;
      max = regex.startsWith("}", at) ? 0 : number();
    }
    if (min < 0 || max < 0 || !regex.startsWith("}", at)) {
      at = begin;
      group.add(1, 1);
      return;
    }
    at++;
    long count = Math.max(1, Math.max(min, max));
    long repeats = count * group.lastRepeats;
    if (repeats > MAX_REPEAT) {
      throw new PatternSyntaxException("invalid repeat count", regex.substring(begin - 1, at));
    }
    long partSize = Math.min(count * group.lastSize, Integer.MAX_VALUE);
    group.add(partSize - group.lastSize, repeats);
    group.lastSize = partSize;
    requireSize();
  }

  /** The number that stands here, or -1; more than a thousand are as good as any. */
  private long number() {
    int begin = at;
    long number = 0;
    while (at < regex.length() && regex.charAt(at) >= '0' && regex.charAt(at) <= '9') {
      number = Math.min(number * 10 + (regex.charAt(at++) - '0'), MAX_REPEAT + 1);
    }
    return at == begin ? -1 : number;
  }

  private void requireSize() {
    if (group.size > MAX_SIZE) {
      throw new PatternSyntaxException("expression too large", regex);
    }
  }
}
