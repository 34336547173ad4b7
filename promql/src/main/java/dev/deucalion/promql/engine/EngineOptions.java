package dev.deucalion.promql.engine;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Limits and defaults of an engine.
 *
 * @param lookbackMs how far an instant selector looks back
 * @param timeoutMs how long a query may take
 * @param maxConcurrency how many queries are evaluated at a time; others wait
 * @param maxSamples how many samples a query may hold in memory
 * @param memory how many bytes queries may hold
 * @param defaultStepMs step of subqueries that name none: the global evaluation interval
 * @param features what is evaluated otherwise than by default
 * @param sharding how several threads work on one query
 */
public record EngineOptions(
    long lookbackMs,
    long timeoutMs,
    int maxConcurrency,
    long maxSamples,
    MemoryLimits memory,
    long defaultStepMs,
    Set<Feature> features,
    Sharding sharding) {
  /** The defaults of Prometheus, those of {@link MemoryLimits}, and {@link Sharding#DEFAULTS}. */
  public static final EngineOptions DEFAULTS =
      new EngineOptions(
          300_000,
          120_000,
          20,
          50_000_000,
          MemoryLimits.OF_HEAP,
          60_000,
          Set.of(),
          Sharding.DEFAULTS);

  /** What can be switched on. */
  public enum Feature {
    /** Experimental functions, where nothing else says what the parser allows. */
    EXPERIMENTAL_FUNCTIONS,

    /**
     * Metric names that are lost go at the end of a query, so that functions and aggregations
     * further out still see them.
     */
    DELAYED_NAME_REMOVAL,

    /** The label {@code __type__} says what a counter is, and not the metric's name. */
    TYPE_AND_UNIT_LABELS,

    /** Rates and resets of counters go by start timestamps too, where samples have some. */
    START_TIMESTAMPS,

    /** Queries may ask for the samples of each of their steps. */
    PER_STEP_STATS
  }

  /**
   * How many bytes queries may hold at a time.
   *
   * @param queryBytes one query
   * @param totalBytes all queries together
   * @param room whether so many more bytes fit beside all else that lives now; asked when they are
   *     about to be taken, by any thread
   */
  public record MemoryLimits(long queryBytes, long totalBytes, LongPredicate room) {
    /** A quarter of the heap for one query, half of it for all, whatever else lives. */
    public static final MemoryLimits OF_HEAP =
        new MemoryLimits(
            Runtime.getRuntime().maxMemory() / 4, Runtime.getRuntime().maxMemory() / 2);

    /** Limits beside which there is always room. */
    public MemoryLimits(long queryBytes, long totalBytes) {
      this(queryBytes, totalBytes, bytes -> true);
    }
  }

  /**
   * How several threads work on one query. Answers do not depend on it.
   *
   * @param threads how many at most
   * @param fromValues how many values the series of a part of the query must have for others than
   *     the query's own thread to help; 0 for always
   */
  public record Sharding(int threads, long fromValues) {
    /** A thread a processor, for as many values as take longer than waking threads up. */
    public static final Sharding DEFAULTS =
        new Sharding(Runtime.getRuntime().availableProcessors(), 1 << 18);
  }

  /** Copies the set. */
  public EngineOptions {
    features = Set.copyOf(features);
  }

  /** Whether a feature is switched on. */
  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** These options with another limit of samples. */
  public EngineOptions withMaxSamples(long samples) {
    return new EngineOptions(
        lookbackMs, timeoutMs, maxConcurrency, samples, memory, defaultStepMs, features, sharding);
  }

  /** These options with other limits of memory. */
  public EngineOptions withMemory(MemoryLimits limits) {
    return new EngineOptions(
        lookbackMs,
        timeoutMs,
        maxConcurrency,
        maxSamples,
        limits,
        defaultStepMs,
        features,
        sharding);
  }

  /** These options with a feature more. */
  public EngineOptions with(Feature feature) {
    EnumSet<Feature> more = EnumSet.of(feature);
    more.addAll(features);
    return new EngineOptions(
        lookbackMs, timeoutMs, maxConcurrency, maxSamples, memory, defaultStepMs, more, sharding);
  }

  /** These options with experimental functions. */
  public EngineOptions withExperimentalFunctions() {
    return with(Feature.EXPERIMENTAL_FUNCTIONS);
  }

  /** These options with another number of queries at a time. */
  public EngineOptions withMaxConcurrency(int queries) {
    return new EngineOptions(
        lookbackMs, timeoutMs, queries, maxSamples, memory, defaultStepMs, features, sharding);
  }

  /** These options with other ways for several threads to work on one query. */
  public EngineOptions withSharding(Sharding other) {
    return new EngineOptions(
        lookbackMs, timeoutMs, maxConcurrency, maxSamples, memory, defaultStepMs, features, other);
  }
}
