package dev.deucalion.http;

import dev.deucalion.http.federate.FederateCounters;
import dev.deucalion.http.otlp.OtlpCounters;
import dev.deucalion.http.receive.ReceiveCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests by handler, for {@code prometheus_http_requests_total}, {@code
 * prometheus_http_request_duration_seconds} and {@code prometheus_http_response_size_bytes}. Safe
 * for use by many threads.
 */
public final class HttpMetrics {
  /** Upper bounds of the duration buckets, in seconds; one more bucket is without bound. */
  public static final List<Double> DURATION_BOUNDS =
      List.of(0.1, 0.2, 0.4, 1.0, 3.0, 8.0, 20.0, 60.0, 120.0);

  /** Upper bounds of the size buckets, in bytes; one more bucket is without bound. */
  public static final List<Double> SIZE_BOUNDS = List.of(1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9);

  private final ConcurrentSkipListMap<String, HandlerCounters> handlers =
      new ConcurrentSkipListMap<>();

  private final ReceiveCounters received = new ReceiveCounters();

  private final OtlpCounters otlp = new OtlpCounters();

  private final FederateCounters federated = new FederateCounters();

  /** What federation counts. */
  public FederateCounters federated() {
    return federated;
  }

  /** What the receiver of OTLP counts. */
  public OtlpCounters otlp() {
    return otlp;
  }

  /** What the receiver of remote writes counts. */
  public ReceiveCounters received() {
    return received;
  }

  /** Makes a handler known, so that it is exported before its first request. */
  void register(String handler) {
    of(handler).codes.computeIfAbsent(200, code -> new LongAdder());
  }

  /** Counts one request. */
  void observe(String handler, int code, long durationNanos, long responseBytes) {
    HandlerCounters counters = of(handler);
    counters.codes.computeIfAbsent(code, c -> new LongAdder()).increment();
    counters.durations.observe(durationNanos / 1e9, durationNanos);
    counters.sizes.observe((double) responseBytes, responseBytes);
  }

  /** All counts at this moment, sorted by handler. */
  public List<HandlerSnapshot> snapshot() {
    List<HandlerSnapshot> all = new ArrayList<>();
    handlers.forEach((handler, counters) -> {
      Map<Integer, Long> codes = new TreeMap<>();
      counters.codes.forEach((code, count) -> codes.put(code, count.sum()));
      all.add(
          new HandlerSnapshot(
              handler, codes, counters.durations.snapshot(1e9), counters.sizes.snapshot(1)));
    });
    return all;
  }

  private HandlerCounters of(String handler) {
    return handlers.computeIfAbsent(handler, h -> new HandlerCounters());
  }

  /**
   * Counts of one handler.
   *
   * @param requestsByCode number of answers by status code
   * @param durations in seconds
   * @param sizes of bodies, in bytes
   */
  public record HandlerSnapshot(
      String handler,
      Map<Integer, Long> requestsByCode,
      BucketsSnapshot durations,
      BucketsSnapshot sizes) {}

  /**
   * A classic histogram.
   *
   * @param counts of each bucket alone, not of those below; one more than there are bounds
   */
  public record BucketsSnapshot(List<Long> counts, double sum) {}

  private static final class HandlerCounters {
    final ConcurrentSkipListMap<Integer, LongAdder> codes = new ConcurrentSkipListMap<>();
    final Buckets durations = new Buckets(DURATION_BOUNDS);
    final Buckets sizes = new Buckets(SIZE_BOUNDS);
  }

  private static final class Buckets {
    private final List<Double> bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    Buckets(List<Double> bounds) {
      this.bounds = bounds;
      this.counts = new LongAdder[bounds.size() + 1];
      Arrays.setAll(counts, i -> new LongAdder());
    }

    /**
     * @param units the value in the whole units of the sum
     */
    void observe(double value, long units) {
      int bucket = 0;
      while (bucket < bounds.size() && value > bounds.get(bucket)) {
        bucket++;
      }
      counts[bucket].increment();
      sum.add(units);
    }

    BucketsSnapshot snapshot(double unitsPerOne) {
      return new BucketsSnapshot(
          Arrays.stream(counts).map(LongAdder::sum).toList(), sum.sum() / unitsPerOne);
    }
  }
}
