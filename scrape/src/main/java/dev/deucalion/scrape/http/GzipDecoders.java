package dev.deucalion.scrape.http;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Decoders that wait for the next scrape; no more than scrapes commonly run at a time. */
final class GzipDecoders {
  private static final int MAX_KEPT = 4;

  private final ArrayDeque<GzipDecoder> kept = new ArrayDeque<>();

  GzipDecoder borrow() {
    GzipDecoder decoder = pollKept();
    return decoder == null ? new GzipDecoder() : decoder;
  }

  private synchronized @Nullable GzipDecoder pollKept() {
    return kept.pollLast();
  }

  void giveBack(GzipDecoder decoder) {
    synchronized (this) {
      if (kept.size() < MAX_KEPT) {
        kept.addLast(decoder);
        return;
      }
    }
    decoder.end();
  }
}
