package dev.deucalion.scrape.ingest;

/**
 * Makes equal strings one, best effort: targets of a job repeat each other's help texts. A fixed
 * number of slots, so it cannot grow; of two strings with one slot the later one stays. Safe for
 * many threads, as a lost race only loses a sharing.
 */
public final class StringPool {
  private static final int SLOTS = 1 << 12;

  private final String[] slots = new String[SLOTS];

  /** The string, or an equal one that was given before. */
  String share(String text) {
    if (text.isEmpty()) {
      return "";
    }
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 16) & SLOTS - 1;
    String known = slots[slot];
    if (text.equals(known)) {
      return known;
    }
    slots[slot] = text;
    return text;
  }
}
