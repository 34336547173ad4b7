package dev.deucalion.tsdb.compact;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes several things, all of them whatever happens. */
final class Closing {
  private Closing() {}

  /**
   * Closes all.
   *
   * @throws IOException the first failure, with the others as suppressed
   */
  static void all(Collection<? extends Closeable> closeables) throws IOException {
    IOException failure = null;
    for (Closeable closeable : closeables) {
      failure = add(failure, closeable);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable IOException add(@Nullable IOException failure, Closeable closeable) {
    try {
      closeable.close();
      return failure;
    } catch (IOException e) {
      if (failure == null) {
        return e;
      }
      failure.addSuppressed(e);
      return failure;
    }
  }

  /** Closes after a failure, to which it adds its own. */
  static void after(Exception failure, Collection<? extends Closeable> closeables) {
    try {
      all(closeables);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
