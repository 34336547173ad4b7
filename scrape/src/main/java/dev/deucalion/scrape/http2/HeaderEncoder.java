package dev.deucalion.scrape.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes blocks of headers without a table of its own, so that no secret is ever remembered; the
 * first block says so to the server (RFC 7541, 6.2.3, 6.3 and 7.1.3).
 */
final class HeaderEncoder {
  private static final int INDEXED = 0x80;
  private static final int NEVER_INDEXED = 0x10;
  private static final int RESIZE_TO_NOTHING = 0x20;

  private boolean begun;

  /** A block. */
  byte[] encode(List<HeaderField> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    if (!begun) {
      begun = true;
      out.write(RESIZE_TO_NOTHING);
    }
    for (HeaderField field : fields) {
      int whole = HeaderTable.indexOf(field);
      if (whole > 0) {
        writeInt(out, INDEXED, 7, whole);
        continue;
      }
      int name = HeaderTable.indexOf(field.name());
      writeInt(out, NEVER_INDEXED, 4, name);
      if (name == 0) {
        writeString(out, field.name());
      }
      writeString(out, field.value());
    }
    return out.toByteArray();
  }

  private static void writeString(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeInt(out, 0, 7, bytes.length);
    out.writeBytes(bytes);
  }

  private static void writeInt(ByteArrayOutputStream out, int flags, int prefixBits, int value) {
    int most = (1 << prefixBits) - 1;
    if (value < most) {
      out.write(flags | value);
      return;
    }
    out.write(flags | most);
    int rest = value - most;
    while (rest >= 0x80) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
