package dev.deucalion.http.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths of URLs, decoded. */
public final class Paths {
  private Paths() {}

  /**
   * The path without empty and dotted segments; a slash at the end stays.
   *
   * @param path starts with a slash
   */
  static String clean(String path) {
    if (!path.contains("//") && !path.contains("/.")) {
      return path;
    }
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    String joined = "/" + String.join("/", kept);
    return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
  }

  /** Joins a prefix, which may be a single slash, and a path. */
  public static String join(String prefix, String path) {
    return prefix.equals("/") || prefix.isEmpty() ? path : prefix + path;
  }

  /** The named parts of a path that fits the pattern, or null when it does not fit. */
  static @Nullable Map<String, String> match(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    Map<String, String> parts = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      String segment = wanted[i];
      if (i >= given.length) {
        return null;
      }
      if (segment.startsWith("*")) {
        return parts;
      }
      if (segment.startsWith(":")) {
        if (given[i].isEmpty()) {
          return null;
        }
        parts.put(segment.substring(1), given[i]);
      } else if (!segment.equals(given[i])) {
        return null;
      }
    }
    return wanted.length == given.length ? parts : null;
  }
}
