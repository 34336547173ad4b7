package dev.deucalion.scrape.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request as it goes to one server.
 *
 * @param target path, or the whole URL for a proxy
 * @param headerLines each ended by CR and LF, without {@code Host}
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
record OutgoingRequest(String method, HttpUrl url, String target, String headerLines, byte[] body) {
  /** Head and body by HTTP/1.1. */
  byte[] toHttp1() {
    StringBuilder text = new StringBuilder(headerLines.length() + 256);
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    RequestWriter.appendHeader(text, "Host", url.authority());
    byte[] head =
        text.append(headerLines).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    if (body.length == 0) {
      return head;
    }
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}
