package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes several things, all of them whatever happens. */
public final class Closing {
  private Closing() {}

  /**
   * Closes all.
   *
   * @throws IOException the first failure, with the others as suppressed
   */
  public static void all(Collection<? extends Closeable> closeables) throws IOException {
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
  public static void after(Throwable failure, Collection<? extends Closeable> closeables) {
    for (Closeable closeable : closeables) {
      try {
        closeable.close();
      } catch (IOException | RuntimeException | Error e) {
        failure.addSuppressed(e);
      }
    }
  }
}
