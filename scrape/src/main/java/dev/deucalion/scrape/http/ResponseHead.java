package dev.deucalion.scrape.http;

import dev.deucalion.model.labels.GoQuote;
import java.nio.charset.StandardCharsets;

/**
 * Status line and the headers that matter, of one response.
 *
 * @param status what follows the protocol, {@code 500 Internal Server Error}
 * @param contentLength -1 when not given
 * @param coding by the first header of several
 * @param contentType the first of several; empty when not given
 * @param location the first of several; empty when not given
 * @param lines all headers, one a line
 */
record ResponseHead(
    int code,
    String status,
    boolean keepAlive,
    boolean chunked,
    long contentLength,
    BodyCoding coding,
    String contentType,
    String location,
    String lines) {
  private static final String PROTOCOL = "HTTP/1.";

  /**
   * Reads a head.
   *
   * @param head the bytes before the empty line
   * @throws FetchException when it is not HTTP/1
   */
  static ResponseHead parse(byte[] head, int length) throws FetchException {
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    int lineEnd = endOfLine(text, 0);
    String statusLine = text.substring(0, lineEnd).stripTrailing();
    int code = statusLine.startsWith(PROTOCOL) ? code(statusLine) : -1;
    if (code < 0) {
      throw malformed(statusLine);
    }
    return parse(
        code,
        statusLine.substring(9).strip(),
        !statusLine.startsWith("HTTP/1.0"),
        text,
        lineEnd + 1);
  }

  /**
   * Takes the headers of an answer by HTTP/2, where connections are kept and nothing is chunked.
   *
   * @param lines a status line, then one for each header
   */
  static ResponseHead ofHttp2(int code, String status, String lines) throws FetchException {
    ResponseHead head = parse(code, status, true, lines, endOfLine(lines, 0) + 1);
    return new ResponseHead(
        code,
        status,
        true,
        false,
        head.contentLength,
        head.coding,
        head.contentType,
        head.location,
        lines);
  }

  private static ResponseHead parse(
      int code, String status, boolean keepsAlive, String text, int headersFrom)
      throws FetchException {
    boolean keepAlive = keepsAlive;
    boolean chunked = false;
    long contentLength = -1;
    BodyCoding coding = null;
    String contentType = "";
    String location = "";
    for (int at = headersFrom; at < text.length(); ) {
      int end = endOfLine(text, at);
      int colon = text.indexOf(':', at);
      if (colon > 0 && colon < end) {
        String value = text.substring(colon + 1, end).strip();
        int nameLength = colon - at;
        if (isHeader(text, at, nameLength, "content-length")) {
          contentLength = contentLength(contentLength, value);
        } else if (isHeader(text, at, nameLength, "transfer-encoding")) {
          chunked = value.equalsIgnoreCase("chunked");
        } else if (isHeader(text, at, nameLength, "content-encoding")) {
          coding = coding == null ? BodyCoding.named(value) : coding;
        } else if (isHeader(text, at, nameLength, "content-type")) {
          contentType = contentType.isEmpty() ? value : contentType;
        } else if (isHeader(text, at, nameLength, "location")) {
          location = location.isEmpty() ? value : location;
        } else if (isHeader(text, at, nameLength, "connection")) {
          keepAlive = value.equalsIgnoreCase("keep-alive") || keepAlive && !closes(value);
        }
      }
      at = end + 1;
    }
    return new ResponseHead(
        code,
        status,
        keepAlive,
        chunked,
        chunked ? -1 : contentLength,
        coding == null ? BodyCoding.IDENTITY : coding,
        contentType,
        location,
        text);
  }

  /**
   * Checks what there is of a head that breaks off.
   *
   * @throws FetchException when it is not HTTP/1
   */
  static void checkBeginning(byte[] head, int length) throws FetchException {
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(PROTOCOL) && !PROTOCOL.startsWith(text)) {
      throw malformed(text.substring(0, endOfLine(text, 0)).stripTrailing());
    }
  }

  private static FetchException malformed(String statusLine) {
    return FetchException.failed(
        "net/http: HTTP/1.x transport connection broken: malformed HTTP response "
            + GoQuote.quote(statusLine.substring(0, Math.min(statusLine.length(), 100))));
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int code(String statusLine) {
    if (statusLine.length() < 12 || statusLine.charAt(8) != ' ') {
      return -1;
    }
    int code = 0;
    for (int i = 9; i < 12; i++) {
      int digit = statusLine.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = 10 * code + digit;
    }
    return code;
  }

  /** The length of a header; {@code before} is what another one said, or -1. */
  private static long contentLength(long before, String value) throws FetchException {
    try {
      long length = Long.parseLong(value);
      if (before >= 0 && length != before) {
        throw FetchException.failed(
            "http: message cannot contain multiple Content-Length headers; got [\"%s\" \"%s\"]"
                .formatted(before, value));
      }
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same answer as for a negative length.
    }
    throw FetchException.failed("bad Content-Length \"" + value + "\"");
  }

  private static boolean isHeader(String text, int at, int length, String name) {
    return length == name.length() && text.regionMatches(true, at, name, 0, length);
  }

  private static boolean closes(String connection) {
    for (String option : connection.split(",", -1)) {
      if (option.strip().equalsIgnoreCase("close")) {
        return true;
      }
    }
    return false;
  }

  /** The first header of a name in any case among lines; empty for none. */
  static String header(String lines, String name) {
    for (int at = endOfLine(lines, 0) + 1; at < lines.length(); ) {
      int end = endOfLine(lines, at);
      int colon = lines.indexOf(':', at);
      if (colon > 0 && colon < end && isHeader(lines, at, colon - at, name)) {
        return lines.substring(colon + 1, end).strip();
      }
      at = end + 1;
    }
    return "";
  }

  /** Whether the body is not what the content type says, but has to be decompressed before. */
  boolean isCompressed() {
    return coding != BodyCoding.IDENTITY;
  }

  /** Whether a body follows, be it an empty one. */
  boolean hasBody(String method) {
    return !method.equals("HEAD") && code != 204 && code != 304;
  }

  /** Whether the answer is still to come. */
  boolean isInterim() {
    return code >= 100 && code < 200 && code != 101;
  }

  boolean isRedirect() {
    return (code >= 301 && code <= 303 || code == 307 || code == 308) && !location.isEmpty();
  }
}
