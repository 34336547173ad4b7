package dev.deucalion.http.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends an answer page by page. A body that ends within its first page goes out with its length,
 * others in chunks. At most {@link #MAX_PAGES} pages are on their way at a time: who wants one more
 * waits until the network has taken one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the channel, which is looked at
final class WirePages {
  /** The first page, which is all that most answers need. */
  static final int PAGE_BYTES = 16 * 1024;

  /** Those that follow, where there may be no large ones. */
  private static final int NEXT_PAGE_BYTES = 64 * 1024;

  private static final int MAX_PAGES = 4;

  private final Channel channel;
  private final @Nullable DirectSocket direct;
  private final HttpResponseStatus status;
  private final HttpHeaders headers;
  private final WireFraming framing;
  private final long stallTimeoutMs;
  private final LargePages large;
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(MAX_PAGES);
  private int made = 1;
  private int largeMade;
  private boolean headSent;
  private boolean streamed;
  private boolean out;
  private long droppedBytes;

  /**
   * @param direct the channel where it takes an answer from this thread, otherwise null
   * @param stallTimeoutMs how long the client may take nothing
   */
  WirePages(
      Channel channel,
      @Nullable DirectSocket direct,
      HttpResponseStatus status,
      HttpHeaders headers,
      WireFraming framing,
      long stallTimeoutMs,
      LargePages large) {
    this.channel = channel;
    this.direct = direct;
    this.status = status;
    this.headers = headers;
    this.framing = framing;
    this.stallTimeoutMs = stallTimeoutMs;
    this.large = large;
  }

  HttpHeaders headers() {
    return headers;
  }

  /** Sends the first bytes of a page and returns another page. */
  byte[] send(byte[] page, int size) throws IOException {
    if (framing == WireFraming.HEAD_ONLY) {
      droppedBytes += size;
      return page;
    }
    if (!headSent) {
      headSent = true;
      streamed = true;
      sendHead();
    }
    channel
        .writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(page, 0, size)))
        .addListener(taken -> recycle(page));
    byte[] next = take();
    if (!channel.isActive()) {
      throw new ClosedChannelException();
    }
    return next;
  }

  /** Sends the first bytes of the last page, which may be none, and ends the answer. */
  void finish(byte[] page, int size) throws IOException {
    if (headSent) {
      int madeInAll = largeMade;
      largeMade = 0;
      channel
          .writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(page, 0, size)))
          .addListener(taken -> large.giveBack(madeInAll));
      return;
    }
    headSent = true;
    int sent = framing == WireFraming.HEAD_ONLY ? 0 : size;
    long bodyBytes = droppedBytes + size;
    if (mayHaveBody() && (bodyBytes > 0 || framing != WireFraming.HEAD_ONLY)) {
      headers.set(WireHeaders.CONTENT_LENGTH, bodyBytes);
    }
    if (direct != null) {
      ByteBuffer bytes = WireHead.withBody(status, headers, page, sent);
      out = direct.writeNow(bytes);
      return;
    }
    DefaultFullHttpResponse whole =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(page, 0, sent));
    whole.headers().set(headers);
    channel.writeAndFlush(whole);
  }

  /** Whether the whole answer is in the hands of the system, and nothing is left to write. */
  boolean isOut() {
    return out;
  }

  private void sendHead() {
    if (framing == WireFraming.CHUNKED) {
      headers.set(WireHeaders.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    } else {
      headers.set(WireHeaders.CONNECTION, HttpHeaderValues.CLOSE);
    }
    channel.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers));
  }

  private boolean mayHaveBody() {
    return status.code() != HttpResponseStatus.NO_CONTENT.code();
  }

  /** Whether a part of the answer is out, so that there is no going back. */
  boolean isHeadSent() {
    return headSent;
  }

  /** Whether only the end of the connection tells the client where the body ends. */
  boolean isUnsized() {
    return streamed && framing == WireFraming.UNTIL_CLOSE;
  }

  /** Gives back what an answer that is given up holds, when the network has let go of it. */
  void abandon() {
    int madeInAll = largeMade;
    largeMade = 0;
    channel.closeFuture().addListener(closed -> large.giveBack(madeInAll));
  }

  /** The first page is not used again: it is too small to be handed to the network often. */
  private void recycle(byte[] page) {
    if (page.length > PAGE_BYTES) {
      free.add(page);
    }
  }

  private byte[] take() throws IOException {
    byte[] page = free.poll();
    if (page == null && made < MAX_PAGES) {
      return newPage();
    }
    if (page == null) {
      page = await();
    }
    if (page == null) {
      channel.close();
      throw new IOException("the client takes nothing of the answer");
    }
    return page;
  }

  /** After one of middle size a large one, and no more than two large ones. */
  private byte[] newPage() {
    made++;
    if (made > 2 && large.take()) {
      largeMade++;
      return new byte[LargePages.PAGE_BYTES];
    }
    return new byte[NEXT_PAGE_BYTES];
  }

  private byte @Nullable [] await() throws IOException {
    try {
      return free.poll(stallTimeoutMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while answering").initCause(e);
    }
  }
}
