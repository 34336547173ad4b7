package dev.deucalion.http.read;

import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.ArrayList;
import java.util.List;

/**
 * The message {@code prometheus.ReadRequest}. Of the hints, which allow a store to send less, only
 * the one counts that labels are all that is wanted.
 *
 * @param acceptedTypes numbers of the kinds of answers, the most wanted first
 */
record ReadRequest(List<Query> queries, List<Integer> acceptedTypes) {
  /** An answer with samples, in one message. */
  static final int SAMPLES = 0;

  /** An answer with chunks, in a stream. */
  static final int STREAMED_CHUNKS = 1;

  /** Most queries of one request. */
  static final int MAX_QUERIES = 10_000;

  private static final int MAX_MATCHERS = 1_000;
  private static final int QUERY = 1 << 3 | WireType.LEN;
  private static final int ACCEPTED = 2;
  private static final int START = 1 << 3 | WireType.VARINT;
  private static final int END = 2 << 3 | WireType.VARINT;
  private static final int MATCHER = 3 << 3 | WireType.LEN;
  private static final int HINTS = 4 << 3 | WireType.LEN;
  private static final int FUNCTION = 2 << 3 | WireType.LEN;

  /** In place of a function: no samples are needed. */
  private static final String SERIES_ONLY = "series";

  private static final int TYPE = 1 << 3 | WireType.VARINT;
  private static final int NAME = 2 << 3 | WireType.LEN;
  private static final int VALUE = 3 << 3 | WireType.LEN;

  /**
   * One query; both times are inclusive, milliseconds since the epoch.
   *
   * @param labelsOnly whether series are wanted without their samples
   */
  record Query(long minTimeMs, long maxTimeMs, List<Matcher> matchers, boolean labelsOnly) {}

  /**
   * Reads the message.
   *
   * @throws WireException when the bytes are none
   * @throws IllegalArgumentException when a matcher is none, or there are too many
   */
  static ReadRequest read(byte[] bytes, int length) throws WireException {
    List<Query> queries = new ArrayList<>();
    List<Integer> accepted = new ArrayList<>();
    WireReader in = new WireReader().reset(bytes, 0, length);
    while (in.next()) {
      if (in.tag() == QUERY) {
        if (queries.size() == MAX_QUERIES) {
          throw new IllegalArgumentException("more than " + MAX_QUERIES + " queries");
        }
        int outer = in.enter();
        queries.add(readQuery(in));
        in.leave(outer);
      } else if (in.field() == ACCEPTED && isNumber(in)) {
        int outer = in.enterRepeated();
        while (in.hasRemaining()) {
          int type = (int) in.readVarint();
          if (!accepted.contains(type) && accepted.size() < MAX_MATCHERS) {
            accepted.add(type);
          }
        }
        in.leave(outer);
      } else {
        in.skip();
      }
    }
    return new ReadRequest(queries, accepted);
  }

  private static boolean isNumber(WireReader in) {
    return in.wireType() == WireType.LEN || in.wireType() == WireType.VARINT;
  }

  private static Query readQuery(WireReader in) throws WireException {
    long min = 0;
    long max = 0;
    boolean labelsOnly = false;
    List<Matcher> matchers = new ArrayList<>();
    while (in.next()) {
      switch (in.tag()) {
        case HINTS -> labelsOnly = saysLabelsOnly(in);
        case START -> min = in.readVarint();
        case END -> max = in.readVarint();
        case MATCHER -> {
          if (matchers.size() == MAX_MATCHERS) {
            throw new IllegalArgumentException("more than " + MAX_MATCHERS + " matchers");
          }
          int outer = in.enter();
          matchers.add(readMatcher(in));
          in.leave(outer);
        }
        default -> in.skip();
      }
    }
    return new Query(min, max, matchers, labelsOnly);
  }

  private static boolean saysLabelsOnly(WireReader in) throws WireException {
    boolean labelsOnly = false;
    int outer = in.enter();
    while (in.next()) {
      if (in.tag() == FUNCTION) {
        labelsOnly = in.readString().equals(SERIES_ONLY);
      } else {
        in.skip();
      }
    }
    in.leave(outer);
    return labelsOnly;
  }

  private static Matcher readMatcher(WireReader in) throws WireException {
    long type = 0;
    String name = "";
    String value = "";
    while (in.next()) {
      switch (in.tag()) {
        case TYPE -> type = in.readVarint();
        case NAME -> name = in.readString();
        case VALUE -> value = in.readString();
        default -> in.skip();
      }
    }
    MatchType[] types = MatchType.values();
    if (type < 0 || type >= types.length) {
      throw new IllegalArgumentException("invalid matcher type");
    }
    return Matcher.of(types[(int) type], name, value);
  }
}
