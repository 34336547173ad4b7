package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.storage.SeriesSelector;

/**
 * The message {@code prometheus.ReadRequest} with one query, which takes chunks in a stream or
 * samples.
 *
 * <pre>
 * ReadRequest:  queries = 1, accepted_response_types = 2
 * Query:        start_timestamp_ms = 1, end_timestamp_ms = 2, matchers = 3, hints = 4
 * ReadHints:    func = 2, start_ms = 3, end_ms = 4
 * LabelMatcher: type = 1, name = 2, value = 3
 * </pre>
 */
final class ReadRequestMessage {
  private static final int SAMPLES = 0;
  private static final int STREAMED_CHUNKS = 1;

  /** In place of a function: no samples are needed. */
  private static final String SERIES_ONLY = "series";

  private ReadRequestMessage() {}

  static WireWriter encode(SeriesSelector selector) {
    WireWriter out = new WireWriter();
    int query = out.begin(1);
    out.int64(1, selector.minTimeMs());
    out.int64(2, selector.maxTimeMs());
    for (Matcher matcher : selector.matchers()) {
      int message = out.begin(3);
      int type = code(matcher.type());
      if (type != 0) {
        out.int64(1, type);
      }
      out.string(2, matcher.name());
      out.string(3, matcher.value());
      out.end(message);
    }
    if (selector.labelsOnly()) {
      int hints = out.begin(4);
      out.string(2, SERIES_ONLY);
      out.int64(3, selector.minTimeMs());
      out.int64(4, selector.maxTimeMs());
      out.end(hints);
    }
    out.end(query);
    int accepted = out.begin(2);
    out.varint(STREAMED_CHUNKS);
    out.varint(SAMPLES);
    out.end(accepted);
    return out;
  }

  private static int code(MatchType type) {
    return switch (type) {
      case EQUAL -> 0;
      case NOT_EQUAL -> 1;
      case REGEX -> 2;
      case NOT_REGEX -> 3;
    };
  }
}
