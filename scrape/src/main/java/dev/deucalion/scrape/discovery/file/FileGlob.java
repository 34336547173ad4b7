package dev.deucalion.scrape.discovery.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Files by a pattern, as Go's {@code filepath.Glob} finds them: in each part of a path {@code *}
 * stands for any characters, {@code ?} for one, {@code [a-z]} for one of some, and a backslash
 * takes the meaning from the next. A directory that is not there has no files.
 */
public final class FileGlob {
  private FileGlob() {}

  /** Whether a path has a pattern in any part. */
  public static boolean isPattern(String path) {
    return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
  }

  /** Whether sets are closed, ranges have ends, and backslashes something behind them. */
  public static boolean isValid(String pattern) {
    int at = 0;
    while (at < pattern.length()) {
      switch (pattern.charAt(at)) {
        case '[' -> at = setEnd(pattern, at + 1);
        case '\\' -> at += 2;
        default -> at++;
      }
      if (at < 0 || at > pattern.length()) {
        return false;
      }
    }
    return true;
  }

  /** The files that match, those of each directory sorted; none for a pattern that is not valid. */
  public static List<Path> list(String pattern) {
    if (pattern.isEmpty() || !isValid(pattern)) {
      return List.of();
    }
    try {
      return found(pattern);
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private static List<Path> found(String pattern) {
    if (!isPattern(pattern)) {
      Path path = Path.of(pattern);
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? List.of(path) : List.of();
    }
    int slash = pattern.lastIndexOf('/');
    String parent = slash < 0 ? "" : pattern.substring(0, Math.max(1, slash));
    String name = pattern.substring(slash + 1);
    List<Path> found = new ArrayList<>();
    for (Path directory : isPattern(parent) ? found(parent) : List.of(Path.of(parent))) {
      found.addAll(matching(directory, name));
    }
    return found;
  }

  private static List<Path> matching(Path directory, String name) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Path fileName = entry.getFileName();
        if (fileName != null && matches(name, fileName.toString())) {
          found.add(directory.resolve(fileName));
        }
      }
    } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
      return List.of();
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** Whether a name is one that a pattern means. */
  static boolean matches(String pattern, String name) {
    return matches(pattern, 0, name, 0);
  }

  private static boolean matches(String pattern, int p, String name, int n) {
    int at = p;
    int in = n;
    int starAt = -1;
    int starIn = -1;
    while (in < name.length()) {
      int next = at < pattern.length() ? single(pattern, at, name.charAt(in)) : -1;
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        starAt = ++at;
        starIn = in;
      } else if (next >= 0) {
        at = next;
        in++;
      } else if (starAt >= 0) {
        at = starAt;
        in = ++starIn;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /** Index behind the part of a pattern that takes this character, or -1. */
  private static int single(String pattern, int at, char c) {
    return switch (pattern.charAt(at)) {
      case '*' -> -1;
      case '?' -> at + 1;
      case '[' -> set(pattern, at + 1, c);
      case '\\' -> at + 1 < pattern.length() && pattern.charAt(at + 1) == c ? at + 2 : -1;
      default -> pattern.charAt(at) == c ? at + 1 : -1;
    };
  }

  private static int set(String pattern, int start, char c) {
    int behind = setEnd(pattern, start);
    if (behind < 0) {
      return -1;
    }
    int at = start;
    boolean negated = pattern.charAt(at) == '^';
    if (negated) {
      at++;
    }
    boolean found = false;
    while (at < behind - 1) {
      at = literal(pattern, at);
      char low = pattern.charAt(at);
      char high = low;
      if (pattern.charAt(at + 1) == '-') {
        at = literal(pattern, at + 2);
        high = pattern.charAt(at);
      }
      at++;
      found |= c >= low && c <= high;
    }
    return found == negated ? -1 : behind;
  }

  /** Index behind the bracket that closes a set, or -1 where the set is not valid. */
  private static int setEnd(String pattern, int start) {
    int at = start < pattern.length() && pattern.charAt(start) == '^' ? start + 1 : start;
    boolean empty = true;
    while (at < pattern.length() && (empty || pattern.charAt(at) != ']')) {
      empty = false;
      at = bound(pattern, at);
      if (at >= 0 && at < pattern.length() && pattern.charAt(at) == '-') {
        at = bound(pattern, at + 1);
      }
      if (at < 0) {
        return -1;
      }
    }
    return at < pattern.length() ? at + 1 : -1;
  }

  /** Index behind a character of a set, or -1 where there is none. */
  private static int bound(String pattern, int at) {
    if (at >= pattern.length() || pattern.charAt(at) == '-' || pattern.charAt(at) == ']') {
      return -1;
    }
    int character = literal(pattern, at);
    return character < pattern.length() ? character + 1 : -1;
  }

  /** Index of a character that a backslash may stand before. */
  private static int literal(String pattern, int at) {
    return pattern.charAt(at) == '\\' ? at + 1 : at;
  }
}
