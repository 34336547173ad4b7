package dev.deucalion.scrape.exposition;

import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;

/**
 * Goes over the exemplars of one sample in protobuf: that of a counter, that of a bucket, or those
 * of a native histogram, its own or, where it has none, those of its classic buckets.
 */
final class ExemplarMessages {
  private enum Source {
    NONE,
    ONE,
    HISTOGRAM,
    BUCKETS
  }

  private final WireReader in = new WireReader();
  private final Points buckets;
  private byte[] body = {};
  private Source source = Source.NONE;
  private int nextBucket;

  /** Bounds of the message at hand. */
  int start;

  int end;

  double value;
  boolean hasTimestamp;
  long timestampMs;

  /**
   * @param buckets of the histogram at hand
   */
  ExemplarMessages(Points buckets) {
    this.buckets = buckets;
  }

  void reset(byte[] newBody) {
    body = newBody;
    source = Source.NONE;
  }

  /** Begins a sample without exemplars. */
  void none() {
    source = Source.NONE;
  }

  /** Begins a sample with one exemplar, or none where it ends at 0; whether there is one. */
  boolean one(int from, int to) {
    start = from;
    end = to;
    source = to == 0 ? Source.NONE : Source.ONE;
    return to != 0;
  }

  /** Begins a native histogram. */
  void histogram(HistogramMessage message) {
    nextBucket = 0;
    source = message.hasExemplars ? Source.HISTOGRAM : Source.BUCKETS;
    in.reset(body, message.start, message.end);
  }

  /** Goes to the next exemplar. */
  boolean next() throws WireException {
    return switch (source) {
      case NONE -> false;
      case ONE -> {
        source = Source.NONE;
        read();
        yield true;
      }
      case HISTOGRAM -> nextOfHistogram();
      case BUCKETS -> nextOfBuckets();
    };
  }

  private boolean nextOfHistogram() throws WireException {
    int position = in.position();
    int limit = in.limit();
    while (position < limit) {
      in.reset(body, position, limit);
      in.next();
      boolean exemplar = in.tag() == MetricFamilyTags.HISTOGRAM_EXEMPLAR;
      if (exemplar) {
        int bytes = in.readSlice();
        start = in.position() - bytes;
        end = in.position();
      } else {
        in.skip();
      }
      position = in.position();
      if (exemplar) {
        read();
        in.reset(body, position, limit);
        if (hasTimestamp) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean nextOfBuckets() throws WireException {
    while (nextBucket < buckets.size()) {
      start = buckets.exemplarStart(nextBucket);
      end = buckets.exemplarEnd(nextBucket);
      nextBucket++;
      if (end != 0) {
        read();
        if (hasTimestamp) {
          return true;
        }
      }
    }
    return false;
  }

  private void read() throws WireException {
    value = 0;
    hasTimestamp = false;
    in.reset(body, start, end);
    while (in.next()) {
      switch (in.tag()) {
        case MetricFamilyTags.EXEMPLAR_VALUE -> value = in.readDouble();
        case MetricFamilyTags.EXEMPLAR_TIMESTAMP -> {
          timestampMs = TimestampMessage.readMs(in);
          hasTimestamp = true;
        }
        default -> in.skip();
      }
    }
  }
}
