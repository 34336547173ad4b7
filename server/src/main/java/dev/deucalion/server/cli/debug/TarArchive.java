package dev.deucalion.server.cli.debug;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes an archive of files in the format of POSIX' {@code ustar}: for each file a header of 512
 * bytes and its content, filled up to a multiple of 512, and two blocks of zeros at the end.
 *
 * <pre>
 * |name 100|mode 8|uid 8|gid 8|size 12|mtime 12|sum 8|type 1|link 100|"ustar\0" 6|"00" 2|zeros|
 * </pre>
 */
final class TarArchive implements Closeable {
  private static final int BLOCK = 512;
  private static final int SUM_AT = 148;
  private static final int SUM_BYTES = 8;
  private static final int MAX_NAME_BYTES = 100;

  private final OutputStream out;

  TarArchive(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds a file.
   *
   * @param name at most 100 bytes
   */
  void add(String name, byte[] content) throws IOException {
    out.write(header(name, content.length));
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static byte[] header(String name, int size) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    if (nameBytes.length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException("name of " + nameBytes.length + " bytes");
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream(BLOCK);
    header.writeBytes(Arrays.copyOf(nameBytes, MAX_NAME_BYTES));
    header.writeBytes(octal(0666, 8));
    header.writeBytes(octal(0, 8));
    header.writeBytes(octal(0, 8));
    header.writeBytes(octal(size, 12));
    header.writeBytes(octal(0, 12));
    header.writeBytes("        0".getBytes(StandardCharsets.US_ASCII));
    header.writeBytes(new byte[100]);
    header.writeBytes("ustar\00000".getBytes(StandardCharsets.US_ASCII));
    byte[] block = Arrays.copyOf(header.toByteArray(), BLOCK);
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    System.arraycopy(octal(sum, SUM_BYTES), 0, block, SUM_AT, SUM_BYTES);
    return block;
  }

  /** A number in octal digits, ended by a zero byte. */
  private static byte[] octal(long number, int bytes) {
    String format = "%0" + (bytes - 1) + "o";
    byte[] digits = String.format(Locale.ROOT, format, number).getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(digits, bytes);
  }

  /** Ends the archive and closes what it is written to. */
  @Override
  public void close() throws IOException {
    try (out) {
      out.write(new byte[2 * BLOCK]);
    }
  }
}
