package dev.deucalion.http.netty;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * Answers of HTTP/1.1 in the bytes that Netty's encoder makes of them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-2.1">RFC 9112, 2.1</a>
 */
final class WireHead {
  /** Most heads are shorter. */
  private static final int HEAD_CHARS = 512;

  private static final String LINE_END = "\r\n";

  private WireHead() {}

  /**
   * Status line, header fields and body, ready to be read.
   *
   * @param size how many bytes of {@code page} are the body
   */
  static ByteBuffer withBody(
      HttpResponseStatus status, HttpHeaders headers, byte[] page, int size) {
    StringBuilder head = new StringBuilder(HEAD_CHARS);
    head.append("HTTP/1.1 ").append(status.codeAsText()).append(' ');
    head.append(status.reasonPhrase()).append(LINE_END);
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      head.append(field.getKey()).append(": ").append(field.getValue()).append(LINE_END);
    }
    byte[] bytes = head.append(LINE_END).toString().getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(bytes.length + size).put(bytes).put(page, 0, size).flip();
  }
}
