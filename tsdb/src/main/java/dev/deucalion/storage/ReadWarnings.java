package dev.deucalion.storage;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets a store say that a part of it could not be read, where the rest is an answer all the same.
 * Whoever reads says who is to be told; it is known to the thread that reads and to nobody else.
 */
public final class ReadWarnings {
  private static final ScopedValue<Consumer<String>> LISTENER = ScopedValue.newInstance();

  private ReadWarnings() {}

  /**
   * Reads, and has somebody told of warnings.
   *
   * @param read reads a store on this thread
   */
  public static <T> T collect(Consumer<String> listener, Supplier<T> read) {
    return ScopedValue.where(LISTENER, listener).call(read::get);
  }

  /** Tells the reader, where it wants to be told. */
  public static void warn(String text) {
    if (LISTENER.isBound()) {
      LISTENER.get().accept(text);
    }
  }
}
