package dev.deucalion.scrape.discovery;

/** Names of labels that discovery makes of names that others gave. */
public final class MetaNames {
  private MetaNames() {}

  /** The name with each character that a label's name may not have as an underscore. */
  public static String sanitized(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
      if (fits) {
        out.append(c);
      } else if (!Character.isLowSurrogate(c)) {
        out.append('_');
      }
    }
    return out.toString();
  }
}
