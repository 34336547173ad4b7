package dev.deucalion.scrape.discovery.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Files by a pattern, as Go's {@code filepath.Glob} finds them: in the last part of a path {@code
 * *} stands for any characters, {@code ?} for one, {@code [a-z]} for one of some, and a backslash
 * takes the meaning from the next. A directory that is not there has no files.
 */
public final class FileGlob {
  private FileGlob() {}

  /** Whether a path has a pattern in its last part. */
  public static boolean isPattern(String path) {
    return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
  }

  /** The files that match, sorted. */
  public static List<Path> list(String pattern) {
    if (!isPattern(pattern)) {
      Path path = Path.of(pattern);
      return Files.exists(path) ? List.of(path) : List.of();
    }
    int slash = pattern.lastIndexOf('/');
    Path directory = Path.of(slash < 0 ? "." : pattern.substring(0, Math.max(1, slash)));
    String name = pattern.substring(slash + 1);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Path fileName = entry.getFileName();
        if (fileName != null && matches(name, fileName.toString())) {
          found.add(slash < 0 ? fileName : entry);
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
    int at = start;
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    if (negated) {
      at++;
    }
    boolean found = false;
    boolean first = true;
    while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
      first = false;
      char low = pattern.charAt(at);
      char high = low;
      if (at + 2 < pattern.length()
          && pattern.charAt(at + 1) == '-'
          && pattern.charAt(at + 2) != ']') {
        high = pattern.charAt(at + 2);
        at += 2;
      }
      at++;
      found |= c >= low && c <= high;
    }
    return at < pattern.length() && found != negated ? at + 1 : -1;
  }
}
