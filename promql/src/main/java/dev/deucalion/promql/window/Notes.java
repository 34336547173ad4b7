package dev.deucalion.promql.window;

import java.util.Arrays;

/** Which {@link WindowNote}s the windows of a series have given rise to, and how often. */
@SuppressWarnings("EnumOrdinal") // an array by number allocates nothing for a note
public final class Notes {
  private static final WindowNote[] ALL = WindowNote.values();

  private final int[] counts = new int[ALL.length];

  /** Takes a note and how often it was made. */
  @FunctionalInterface
  public interface Reader {
    /** Takes a note and how often it was added. */
    void read(WindowNote note, int count);
  }

  /** Adds a note once. */
  public void add(WindowNote note) {
    add(note, 1);
  }

  /**
   * Adds a note several times.
   *
   * @param count 0 or more
   */
  public void add(WindowNote note, int count) {
    counts[note.ordinal()] += count;
  }

  /** Takes all notes away. */
  public void clear() {
    Arrays.fill(counts, 0);
  }

  /** Reads what there is, in the order of the enum. */
  public void forEach(Reader reader) {
    for (WindowNote note : ALL) {
      if (counts[note.ordinal()] > 0) {
        reader.read(note, counts[note.ordinal()]);
      }
    }
  }
}
