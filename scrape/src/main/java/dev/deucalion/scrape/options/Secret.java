package dev.deucalion.scrape.options;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A secret, given directly or as a file that is read anew at each use. Never prints itself. */
public final class Secret {
  private final @Nullable String text;
  private final @Nullable Path file;

  private Secret(@Nullable String text, @Nullable Path file) {
    this.text = text;
    this.file = file;
  }

  /** A secret that is given directly. */
  public static Secret of(String text) {
    return new Secret(text, null);
  }

  /** A secret that is read from a file at each use. */
  public static Secret inFile(Path file) {
    return new Secret(null, file);
  }

  /** Whether it may change. */
  public boolean isFile() {
    return file != null;
  }

  /**
   * The secret; one from a file without the white space around it.
   *
   * @throws IOException when the file cannot be read
   */
  public String read() throws IOException {
    if (text != null) {
      return text;
    }
    if (file == null) {
      throw new IllegalStateException("a secret without text or file");
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The same for certificates and keys, beside which there may be comments in any encoding.
   *
   * @throws IOException when the file cannot be read
   */
  public String readPem() throws IOException {
    if (file == null) {
      return read();
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** A failure that says why: of many, Java's message is the name of the file alone. */
  private static IOException unreadable(Path file, IOException failure) {
    String why =
        switch (failure) {
          case NoSuchFileException _ -> "open " + file + ": no such file or directory";
          case AccessDeniedException _ -> "open " + file + ": permission denied";
          case CharacterCodingException _ -> "it is not UTF-8";
          default -> String.valueOf(failure.getMessage());
        };
    return new IOException("unable to read file " + file + ": " + why, failure);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Secret other
        && Objects.equals(text, other.text)
        && Objects.equals(file, other.file);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, file);
  }

  @Override
  public String toString() {
    return file != null ? file.toString() : "<secret>";
  }
}
