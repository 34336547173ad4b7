package dev.deucalion.rules.template.html;

import java.util.regex.Pattern;

/** Texts in HTML. */
final class HtmlTexts {
  /** Stands for what is not allowed, as in Go. */
  static final String REFUSED = "ZgotmplZ";

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z]+");

  /** What an attribute without quotes may not have. */
  private static final String UNQUOTED = "\t\n\u000b\f\r =`";

  /** What may end or begin something in CSS. */
  private static final Pattern UNSAFE_STYLE =
      Pattern.compile("[\\x00\"'()/;@\\[\\\\\\]`{}<>]|expression|mozbinding|--");

  private HtmlTexts() {}

  /** Between tags, or within quotes. */
  static String escaped(String text) {
    return escaped(text, "&", "");
  }

  /** As {@link #escaped}, for what may have entities already. */
  static String normalized(String text) {
    return escaped(text, "", "");
  }

  /** As the value of an attribute without quotes. */
  static String unquoted(String text) {
    return text.isEmpty() ? REFUSED : escaped(text, "&", UNQUOTED);
  }

  /** HTML within quotes, without its tags. */
  static String withoutTags(String html) {
    return normalized(TAG.matcher(html).replaceAll(""));
  }

  /** As part of the name of an attribute or an element. */
  static String name(String text) {
    return NAME.matcher(text).matches() ? text : REFUSED;
  }

  /** As part of a style sheet. */
  static String style(String text) {
    return UNSAFE_STYLE.matcher(text).find() ? REFUSED : text;
  }

  private static String escaped(String text, String ampersand, String more) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> out.append('\ufffd');
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"', '\'', '+' -> out.append("&#").append((int) c).append(';');
        case '&' -> out.append(ampersand.isEmpty() ? "&" : "&amp;");
        default -> {
          if (more.indexOf(c) >= 0) {
            out.append("&#").append((int) c).append(';');
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
