package dev.deucalion.promql.engine;

/**
 * Limits and defaults of an engine.
 *
 * @param lookbackMs how far an instant selector looks back
 * @param timeoutMs how long a query may take
 * @param maxConcurrency how many queries are evaluated at a time; others wait
 * @param maxSamples how many samples a query may hold in memory
 * @param memory how many bytes queries may hold
 * @param defaultStepMs step of subqueries that name none: the global evaluation interval
 * @param experimentalFunctions whether experimental functions are allowed
 * @param shards how many threads work on one query at most; answers do not depend on it
 */
public record EngineOptions(
    long lookbackMs,
    long timeoutMs,
    int maxConcurrency,
    long maxSamples,
    MemoryLimits memory,
    long defaultStepMs,
    boolean experimentalFunctions,
    int shards) {
  /** The defaults of Prometheus, those of {@link MemoryLimits}, and a shard a processor. */
  public static final EngineOptions DEFAULTS =
      new EngineOptions(
          300_000,
          120_000,
          20,
          50_000_000,
          MemoryLimits.OF_HEAP,
          60_000,
          false,
          Runtime.getRuntime().availableProcessors());

  /**
   * How many bytes queries may hold at a time.
   *
   * @param queryBytes one query
   * @param totalBytes all queries together
   */
  public record MemoryLimits(long queryBytes, long totalBytes) {
    /** A quarter of the heap for one query, half of it for all. */
    public static final MemoryLimits OF_HEAP =
        new MemoryLimits(
            Runtime.getRuntime().maxMemory() / 4, Runtime.getRuntime().maxMemory() / 2);
  }

  /** These options with another limit of samples. */
  public EngineOptions withMaxSamples(long samples) {
    return new EngineOptions(
        lookbackMs,
        timeoutMs,
        maxConcurrency,
        samples,
        memory,
        defaultStepMs,
        experimentalFunctions,
        shards);
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
        experimentalFunctions,
        shards);
  }

  /** These options with experimental functions. */
  public EngineOptions withExperimentalFunctions() {
    return new EngineOptions(
        lookbackMs, timeoutMs, maxConcurrency, maxSamples, memory, defaultStepMs, true, shards);
  }

  /** These options with another number of queries at a time. */
  public EngineOptions withMaxConcurrency(int queries) {
    return new EngineOptions(
        lookbackMs,
        timeoutMs,
        queries,
        maxSamples,
        memory,
        defaultStepMs,
        experimentalFunctions,
        shards);
  }

  /** These options with another number of threads for one query. */
  public EngineOptions withShards(int threads) {
    return new EngineOptions(
        lookbackMs,
        timeoutMs,
        maxConcurrency,
        maxSamples,
        memory,
        defaultStepMs,
        experimentalFunctions,
        threads);
  }
}
