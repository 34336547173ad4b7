package dev.deucalion.model.relabel;

/** A text that lets who reads it character by character be stopped. For one thread. */
final class WatchedText implements CharSequence {
  private static final int LONG = 256;

  /** A regular expression reads each character several times, in well under a microsecond. */
  private static final int READS_PER_LOOK = 64;

  private final String text;
  private final Runnable checkpoint;
  private int reads;

  WatchedText(String text, Runnable checkpoint) {
    this.text = text;
    this.checkpoint = checkpoint;
  }

  /** Whether reading it may take long. */
  static boolean isLong(String text) {
    return text.length() >= LONG;
  }

  @Override
  public char charAt(int index) {
    if (++reads % READS_PER_LOOK == 0) {
      checkpoint.run();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
