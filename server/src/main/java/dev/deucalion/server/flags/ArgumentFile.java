package dev.deucalion.server.flags;

import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that stands for arguments, {@code @file}: one a line, but for comments behind a #. */
public final class ArgumentFile {
  private ArgumentFile() {}

  /**
   * The arguments that a file stands for.
   *
   * @param file its path, without the @
   * @throws FlagException when it cannot be read
   */
  public static List<String> read(String file) throws FlagException {
    if (file.isEmpty()) {
      throw new FlagException("expected @ file to expand arguments from");
    }
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new FlagException(
          "failed to open arguments file \""
              + file
              + "\": open "
              + file
              + ": "
              + FileFailure.reason(e));
    }
  }
}
