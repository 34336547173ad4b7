package dev.deucalion.scrape.http;

import dev.deucalion.scrape.http2.Http2Session;
import java.io.IOException;

/** The body of an answer by HTTP/2, held against the length that its head gave. */
final class Http2Body implements ResponseBody {
  private final Http2Session session;
  private final long expectedBytes;
  private long readBytes;

  /**
   * @param expectedBytes -1 where the head gave none
   */
  Http2Body(Http2Session session, long expectedBytes) {
    this.session = session;
    this.expectedBytes = expectedBytes;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FetchException {
    int count = session.read(into, offset, length);
    if (count < 0) {
      if (readBytes < expectedBytes) {
        throw FetchException.failed("unexpected EOF");
      }
      return -1;
    }
    readBytes += count;
    if (expectedBytes >= 0 && readBytes > expectedBytes) {
      throw FetchException.failed("http2: server sent more than its Content-Length");
    }
    return count;
  }

  @Override
  public boolean isReusable() {
    return session.isReusable();
  }
}
