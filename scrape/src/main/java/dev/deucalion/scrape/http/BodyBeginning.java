package dev.deucalion.scrape.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The beginning of a body that only explains its status. The rest is read past, so that the
 * connection can be kept; a body that is long, slow or broken costs the connection, never the
 * status.
 */
final class BodyBeginning implements Conversation.BodyTaker<RuntimeException> {
  private static final int KEPT_BYTES = 1024;
  private static final int MAX_READ_BYTES = 1 << 16;
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final byte[] kept = new byte[KEPT_BYTES];
  private int length;

  @Override
  public void take(ResponseHead head, ResponseBody body) {
    try {
      int count = 0;
      while (count >= 0 && length < kept.length) {
        count = body.read(kept, length, kept.length - length);
        length += Math.max(0, count);
      }
      byte[] passed = new byte[count < 0 ? 0 : MAX_READ_BYTES - length];
      for (int left = passed.length; count >= 0 && left > 0; left -= count) {
        count = body.read(passed, 0, left);
      }
    } catch (IOException | FetchException e) {
      // The connection does not stand behind the end of the body now, and is not kept.
    }
    if (head.isCompressed()) {
      length = 0;
    }
  }

  @Override
  public long maxNanos() {
    return MAX_NANOS;
  }

  /** A copy; empty where the body is compressed, which was not asked for. */
  byte[] toByteArray() {
    return Arrays.copyOf(kept, length);
  }
}
