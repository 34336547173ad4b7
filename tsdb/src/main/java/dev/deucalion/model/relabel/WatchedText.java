package dev.deucalion.model.relabel;

/** A text that lets who reads it character by character be stopped. */
record WatchedText(String text, Runnable checkpoint) implements CharSequence {
  private static final int LONG = 256;

  /** Whether reading it may take long. */
  static boolean isLong(String text) {
    return text.length() >= LONG;
  }

  @Override
  public char charAt(int index) {
    checkpoint.run();
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
