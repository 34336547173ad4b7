package dev.deucalion.scrape.exposition;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A media type with its parameters checked, as Go's {@code mime.ParseMediaType} reads it.
 *
 * @param name type and subtype in lower case; empty where there is a problem
 * @param version the parameter of that name, empty where there is none
 * @param problem what is wrong, in Go's wording; empty where nothing is
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2045#section-5.1">RFC 2045, section 5.1</a>
 */
record MediaType(String name, String version, String problem) {
  static MediaType parse(String header) {
    int semicolon = header.indexOf(';');
    String base = semicolon < 0 ? header : header.substring(0, semicolon);
    String name = base.strip().toLowerCase(Locale.ROOT);
    String problem = checkName(name);
    String version = "";
    if (problem.isEmpty() && semicolon >= 0) {
      Parameters parameters = new Parameters(header, semicolon);
      problem = parameters.check();
      version = parameters.seen.getOrDefault("version", "");
    }
    return problem.isEmpty() ? new MediaType(name, version, "") : new MediaType("", "", problem);
  }

  private static String checkName(String name) {
    int slash = tokenEnd(name, 0);
    if (slash == 0) {
      return "mime: no media type";
    }
    if (slash == name.length()) {
      return "";
    }
    if (name.charAt(slash) != '/') {
      return "mime: expected slash after first token";
    }
    int end = tokenEnd(name, slash + 1);
    if (end == slash + 1) {
      return "mime: expected token after slash";
    }
    return end == name.length() ? "" : "mime: unexpected content after media subtype";
  }

  private static int tokenEnd(String s, int from) {
    int i = from;
    while (i < s.length()
        && s.charAt(i) > ' '
        && s.charAt(i) < 0x7f
        && "()<>@,;:\\\"/[]?=".indexOf(s.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  /** Walks over {@code ; name=value} pairs. */
  private static final class Parameters {
    private final String header;
    private final Map<String, String> seen = new HashMap<>();
    private int pos;

    Parameters(String header, int pos) {
      this.header = header;
      this.pos = pos;
    }

    String check() {
      while (pos < header.length()) {
        if (header.substring(pos).strip().equals(";")) {
          return "";
        }
        skipBlanks();
        if (pos == header.length()) {
          return "";
        }
        if (!skip(';')) {
          return "mime: invalid media parameter";
        }
        skipBlanks();
        String name = token().toLowerCase(Locale.ROOT);
        skipBlanks();
        if (name.isEmpty() || !skip('=')) {
          return "mime: invalid media parameter";
        }
        skipBlanks();
        int start = pos;
        String value = skip('"') ? quoted() : token();
        if (pos == start) {
          return "mime: invalid media parameter";
        }
        String before = seen.putIfAbsent(name, value);
        if (before != null && !before.equals(value)) {
          return "mime: duplicate parameter name";
        }
      }
      return "";
    }

    private void skipBlanks() {
      while (pos < header.length() && Character.isWhitespace(header.charAt(pos))) {
        pos++;
      }
    }

    private boolean skip(char c) {
      if (pos < header.length() && header.charAt(pos) == c) {
        pos++;
        return true;
      }
      return false;
    }

    private String token() {
      int start = pos;
      pos = tokenEnd(header, pos);
      return header.substring(start, pos);
    }

    /** A string behind its opening quote; goes back before the quote where it has no end. */
    private String quoted() {
      int start = pos - 1;
      StringBuilder value = new StringBuilder();
      while (pos < header.length()) {
        char c = header.charAt(pos++);
        if (c == '"') {
          return value.toString();
        }
        if (c == '\\' && pos < header.length()) {
          c = header.charAt(pos++);
        }
        value.append(c);
      }
      pos = start;
      return "";
    }
  }
}
