package dev.deucalion.tsdb.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A file of a block is not what it should be. The message has file, offset and what is wrong. */
public final class CorruptBlockException extends IOException {
  /** A file with something wrong at an offset, bytes. */
  public CorruptBlockException(Path file, long offset, String problem) {
    super(file + ": at offset " + offset + ": " + problem);
  }

  /** For readers behind interfaces that know no checked exceptions. */
  static UncheckedIOException unchecked(Path file, long offset, String problem) {
    return new UncheckedIOException(new CorruptBlockException(file, offset, problem));
  }
}
