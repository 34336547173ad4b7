package dev.deucalion.rules.template.html;

import java.util.Locale;
import java.util.Set;

/**
 * Follows a page, character by character: in what a value would stand. It reads as browsers do, but
 * for what no template has: entities in the names of schemes, and tags that a value begins. Not
 * thread-safe.
 */
final class PageReader {
  private static final String COMMENT_START = "<!--";
  private static final String COMMENT_END = "-->";
  private static final Set<String> RAW = Set.of("script", "style", "textarea", "title");
  private static final Set<String> URLS =
      Set.of(
          "action",
          "archive",
          "background",
          "cite",
          "classid",
          "codebase",
          "data",
          "formaction",
          "href",
          "icon",
          "longdesc",
          "manifest",
          "poster",
          "profile",
          "src",
          "usemap");

  /** Where in a page a value would stand. */
  enum Place {
    /** Between tags. */
    TEXT,
    /** In an element that has no tags in it, as a title. */
    RAW_TEXT,
    SCRIPT,
    STYLE,
    /** In a tag, as a name. */
    TAG,
    /** As the value of an attribute. */
    ATTRIBUTE,
    COMMENT
  }

  /** What an attribute has. */
  enum Kind {
    PLAIN,
    URL,
    SCRIPT,
    STYLE
  }

  /** How far a URL is. */
  enum UrlPart {
    BEGINNING,
    PATH,
    QUERY
  }

  private enum State {
    TEXT,
    RAW,
    TAG_NAME,
    TAG,
    ATTRIBUTE_NAME,
    BEHIND_NAME,
    BEFORE_VALUE,
    VALUE,
    COMMENT
  }

  private static final char UNQUOTED = ' ';

  private State state = State.TEXT;
  private final StringBuilder name = new StringBuilder();
  private String element = "";
  private String rawElement = "";
  private boolean closing;
  private char quote = UNQUOTED;
  private Kind kind = Kind.PLAIN;
  private UrlPart urlPart = UrlPart.BEGINNING;
  private ScriptReader script = new ScriptReader();

  Place place() {
    return switch (state) {
      case TEXT -> Place.TEXT;
      case RAW ->
          switch (rawElement) {
            case "script" -> Place.SCRIPT;
            case "style" -> Place.STYLE;
            default -> Place.RAW_TEXT;
          };
      case TAG_NAME, TAG, ATTRIBUTE_NAME, BEHIND_NAME -> Place.TAG;
      case BEFORE_VALUE, VALUE -> Place.ATTRIBUTE;
      case COMMENT -> Place.COMMENT;
    };
  }

  /** What the attribute is, of which a value is part. */
  Kind kind() {
    return kind;
  }

  /** Whether the attribute is within quotes. */
  boolean isQuoted() {
    return state == State.VALUE && quote != UNQUOTED;
  }

  UrlPart urlPart() {
    return urlPart;
  }

  /** Where in a script a value would stand. */
  ScriptReader.Place scriptPlace() {
    return script.place();
  }

  /** A value was written, so escaped that it ends nothing. */
  void readValue() {
    switch (state) {
      case BEFORE_VALUE -> {
        beginValue(UNQUOTED);
        script.readValue();
      }
      // A URL is at its beginning still: the next value may be the rest of a scheme.
      case VALUE, RAW -> script.readValue();
      case TAG, BEHIND_NAME -> {
        state = State.ATTRIBUTE_NAME;
        name.setLength(0);
      }
      case TEXT, TAG_NAME, ATTRIBUTE_NAME, COMMENT -> {}
    }
  }

  /** Reads a part of the page; returns it without its comments. */
  String read(String text) {
    StringBuilder written = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      i +=
          switch (state) {
            case TEXT -> readText(text, i, written);
            case RAW -> readRaw(text, i, written);
            case COMMENT -> readComment(text, i);
            case TAG_NAME, TAG, ATTRIBUTE_NAME, BEHIND_NAME, BEFORE_VALUE, VALUE -> {
              char c = text.charAt(i);
              written.append(c);
              readTag(c);
              yield 1;
            }
          };
    }
    return written.toString();
  }

  private int readText(String text, int i, StringBuilder written) {
    if (text.startsWith(COMMENT_START, i)) {
      state = State.COMMENT;
      return COMMENT_START.length();
    }
    char c = text.charAt(i);
    written.append(c);
    boolean begins = c == '<' && i + 1 < text.length();
    if (begins && (text.charAt(i + 1) == '/' || Character.isLetter(text.charAt(i + 1)))) {
      beginTag(text.charAt(i + 1) == '/');
      if (closing) {
        written.append('/');
        return 2;
      }
    }
    return 1;
  }

  private void beginTag(boolean ofEnd) {
    state = State.TAG_NAME;
    closing = ofEnd;
    name.setLength(0);
  }

  private int readComment(String text, int i) {
    if (text.startsWith(COMMENT_END, i)) {
      state = State.TEXT;
      return COMMENT_END.length();
    }
    return 1;
  }

  private int readRaw(String text, int i, StringBuilder written) {
    String end = "</" + rawElement;
    if (text.regionMatches(true, i, end, 0, end.length())) {
      written.append(text, i, i + end.length());
      beginTag(true);
      name.append(rawElement);
      rawElement = "";
      return end.length();
    }
    char c = text.charAt(i);
    written.append(c);
    script.read(c);
    return 1;
  }

  private void readTag(char c) {
    switch (state) {
      case TAG_NAME -> {
        if (isBlank(c) || c == '>' || c == '/') {
          element = lowered();
          state = State.TAG;
          readTag(c);
        } else {
          name.append(c);
        }
      }
      case TAG -> {
        if (c == '>') {
          endTag();
        } else if (!isBlank(c) && c != '/') {
          state = State.ATTRIBUTE_NAME;
          name.setLength(0);
          name.append(c);
        }
      }
      case ATTRIBUTE_NAME -> {
        if (isBlank(c) || c == '>' || c == '/' || c == '=') {
          state = State.BEHIND_NAME;
          readTag(c);
        } else {
          name.append(c);
        }
      }
      case BEHIND_NAME -> {
        if (c == '=') {
          beginValue(UNQUOTED);
          state = State.BEFORE_VALUE;
          kind = kindOf(lowered());
        } else if (!isBlank(c)) {
          state = State.TAG;
          readTag(c);
        }
      }
      case BEFORE_VALUE -> {
        if (c == '"' || c == '\'') {
          beginValue(c);
        } else if (c == '>') {
          endTag();
        } else if (!isBlank(c)) {
          beginValue(UNQUOTED);
          readAttribute(c);
        }
      }
      case VALUE -> {
        if (quote == UNQUOTED && c == '>') {
          endTag();
        } else if (quote == UNQUOTED ? isBlank(c) : c == quote) {
          state = State.TAG;
        } else {
          readAttribute(c);
        }
      }
      case TEXT, RAW, COMMENT -> throw new IllegalStateException("not in a tag: " + state);
    }
  }

  private void beginValue(char within) {
    state = State.VALUE;
    quote = within;
    urlPart = UrlPart.BEGINNING;
    script = new ScriptReader();
  }

  private void readAttribute(char c) {
    script.read(c);
    if (c == '?' || c == '#') {
      urlPart = UrlPart.QUERY;
    } else if (urlPart == UrlPart.BEGINNING && !isBlank(c)) {
      urlPart = UrlPart.PATH;
    }
  }

  private void endTag() {
    boolean begins = !closing && RAW.contains(element);
    state = begins ? State.RAW : State.TEXT;
    rawElement = begins ? element : "";
    script = new ScriptReader();
  }

  private String lowered() {
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private static Kind kindOf(String attribute) {
    String local = attribute.substring(attribute.lastIndexOf(':') + 1);
    if (local.startsWith("on")) {
      return Kind.SCRIPT;
    }
    if (local.equals("style")) {
      return Kind.STYLE;
    }
    boolean isUrl =
        URLS.contains(local)
            || attribute.startsWith("data-") && URLS.contains(local.substring(5))
            || local.contains("src")
            || local.contains("uri")
            || local.contains("url");
    return isUrl ? Kind.URL : Kind.PLAIN;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }
}
