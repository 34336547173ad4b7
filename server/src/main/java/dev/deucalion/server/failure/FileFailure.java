package dev.deucalion.server.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong with a file: of many failures, Java's message is the file's name alone. */
public final class FileFailure {
  private FileFailure() {}

  /** The file, if the failure knows it, and the reason. */
  public static String describe(IOException failure) {
    return failure instanceof FileSystemException about && about.getFile() != null
        ? about.getFile() + ": " + reason(failure)
        : reason(failure);
  }

  /** What {@link #describe(IOException)} says of the failure inside. */
  public static String describe(UncheckedIOException failure) {
    IOException cause = failure.getCause();
    return cause == null ? failure.toString() : describe(cause);
  }

  /** What the system says of a name that no file can have, as one with a zero byte. */
  public static String describe(InvalidPathException failure) {
    return "open " + failure.getInput() + ": invalid argument";
  }

  /** The reason without the file, where there is one in the words of POSIX. */
  public static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "file exists";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case FileSystemException other -> other.getClass().getSimpleName();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
