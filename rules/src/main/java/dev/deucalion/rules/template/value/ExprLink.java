package dev.deucalion.rules.template.value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the page that evaluates an expression. */
public final class ExprLink {
  private static final String GRAPH = "0";
  private static final String TABLE = "1";

  private ExprLink() {}

  /** Shows the expression as a graph. */
  public static String graph(String expr) {
    return path(expr, GRAPH);
  }

  /** Shows the expression as a table. */
  public static String table(String expr) {
    return path(expr, TABLE);
  }

  private static String path(String expr, String tab) {
    return "/graph?g0.expr=" + queryEscape(expr) + "&g0.tab=" + tab;
  }

  /** A text as a part of a query, as Go escapes it; Java differs in two characters. */
  public static String queryEscape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }
}
