package dev.deucalion.http.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Certificates or a key in PEM, written out or in a file, which is read anew each time.
 *
 * @param text used where no file is named
 * @param file path, or empty
 */
public record Pem(String text, String file) {
  /** Neither text nor file. */
  public static final Pem NONE = new Pem("", "");

  public boolean isEmpty() {
    return text.isEmpty() && file.isEmpty();
  }

  /**
   * The text as it is now.
   *
   * @param what the setting that names the file, for the message
   * @throws WebConfigException when the file cannot be read
   */
  String read(String what) throws WebConfigException {
    if (file.isEmpty()) {
      return text;
    }
    try {
      return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new WebConfigException(
          "failed to read " + what + " (" + file + "): open " + file + ": " + reason(e), e);
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** Tells nothing: the text may be a key. */
  @Override
  public String toString() {
    return file.isEmpty() ? "Pem" : "Pem(" + file + ")";
  }
}
