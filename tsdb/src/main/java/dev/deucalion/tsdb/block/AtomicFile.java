package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Replaces whole files: whoever reads one, also after a crash, finds the old or the new content.
 */
final class AtomicFile {
  private static final String SUFFIX = ".tmp";

  /** Puts the content. */
  @FunctionalInterface
  interface Content {
    void putInto(FileOutput output) throws IOException;
  }

  private AtomicFile() {}

  static void write(FileOps files, Path file, Content content) throws IOException {
    write(files, file, content, () -> {});
  }

  /**
   * Replaces a file.
   *
   * @param inPlace called when everybody finds the new content, before that is safe from a loss of
   *     power
   * @throws IOException when it is not replaced, or that may not be durable
   */
  static void write(FileOps files, Path file, Content content, Runnable inPlace)
      throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + SUFFIX);
    files.delete(temporary);
    try {
      try (FileOutput output = new FileOutput(files.openForWriting(temporary))) {
        content.putInto(output);
        output.sync();
      }
      files.rename(temporary, file);
    } catch (IOException | RuntimeException | Error e) {
      deleteQuietly(files, temporary, e);
      throw e;
    }
    inPlace.run();
    Path dir = file.getParent();
    if (dir != null) {
      files.syncDirectory(dir);
    }
  }

  private static void deleteQuietly(FileOps files, Path file, Throwable cause) {
    try {
      files.delete(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
