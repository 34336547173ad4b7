package dev.deucalion.scrape.http2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The headers that a sender names by numbers: first the static ones of RFC 7541, Appendix A, then
 * those that it sent before, newest first, as many as fit.
 */
final class HeaderTable {
  /** Most bytes of headers that were sent before. */
  static final int MAX_BYTES = 4096;

  /** A line each; the value follows the name after a blank. */
  private static final String STATIC_TEXT =
      """
      :authority
      :method GET
      :method POST
      :path /
      :path /index.html
      :scheme http
      :scheme https
      :status 200
      :status 204
      :status 206
      :status 304
      :status 400
      :status 404
      :status 500
      accept-charset
      accept-encoding gzip, deflate
      accept-language
      accept-ranges
      accept
      access-control-allow-origin
      age
      allow
      authorization
      cache-control
      content-disposition
      content-encoding
      content-language
      content-length
      content-location
      content-range
      content-type
      cookie
      date
      etag
      expect
      expires
      from
      host
      if-match
      if-modified-since
      if-none-match
      if-range
      if-unmodified-since
      last-modified
      link
      location
      max-forwards
      proxy-authenticate
      proxy-authorization
      range
      referer
      refresh
      retry-after
      server
      set-cookie
      strict-transport-security
      transfer-encoding
      user-agent
      vary
      via
      www-authenticate
      """;

  private static final List<HeaderField> STATIC = parse();

  private final Deque<HeaderField> recent = new ArrayDeque<>();
  private int recentBytes;
  private int maxBytes = MAX_BYTES;

  private static List<HeaderField> parse() {
    List<HeaderField> fields = new ArrayList<>();
    for (String line : STATIC_TEXT.split("\n", -1)) {
      int blank = line.indexOf(' ');
      if (!line.isEmpty()) {
        fields.add(
            blank < 0
                ? new HeaderField(line, "")
                : new HeaderField(line.substring(0, blank), line.substring(blank + 1)));
      }
    }
    return List.copyOf(fields);
  }

  /** The number of a static header, 0 for none. */
  static int indexOf(HeaderField field) {
    return STATIC.indexOf(field) + 1;
  }

  /** The number of the first static header of a name, 0 for none. */
  static int indexOf(String name) {
    for (int i = 0; i < STATIC.size(); i++) {
      if (STATIC.get(i).name().equals(name)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The header of a number. */
  HeaderField get(int index) throws Http2Exception {
    if (index <= 0 || index > STATIC.size() + recent.size()) {
      throw Http2Exception.protocolError("header " + index + " is in no table");
    }
    if (index <= STATIC.size()) {
      return STATIC.get(index - 1);
    }
    Iterator<HeaderField> newestFirst = recent.iterator();
    for (int i = STATIC.size() + 1; i < index; i++) {
      newestFirst.next();
    }
    return newestFirst.next();
  }

  /** Adds a header that may be named from now on; one that is too large empties the table. */
  void add(HeaderField field) {
    recent.addFirst(field);
    recentBytes += field.sizeBytes();
    evict();
  }

  /** Sets how many bytes the sender uses of the table. */
  void resize(int bytes) throws Http2Exception {
    if (bytes > MAX_BYTES) {
      throw Http2Exception.protocolError("header table of " + bytes + " bytes");
    }
    maxBytes = bytes;
    evict();
  }

  private void evict() {
    while (recentBytes > maxBytes) {
      recentBytes -= recent.removeLast().sizeBytes();
    }
  }
}
