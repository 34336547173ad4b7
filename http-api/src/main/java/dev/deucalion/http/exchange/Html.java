package dev.deucalion.http.exchange;

/** Text inside HTML. */
public final class Html {
  private Html() {}

  /** The text with all that HTML could take for its own escaped. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }
}
