package dev.deucalion.scrape.options;

/**
 * Limits of a scrape job; 0 means none. Exceeding any but {@code keepDroppedTargets} fails scrapes.
 *
 * @param bodySizeLimitBytes size of a body after decompression
 * @param sampleLimit samples of a scrape that remain after metric relabeling
 * @param targetLimit targets of the job; when exceeded every target fails
 * @param labelLimit labels of a series, the metric name and the target's labels included
 * @param labelNameLengthLimit UTF-8 bytes of a label name
 * @param labelValueLengthLimit UTF-8 bytes of a label value
 * @param keepDroppedTargets targets dropped by relabeling that are kept to be shown
 */
public record ScrapeLimits(
    long bodySizeLimitBytes,
    long sampleLimit,
    long targetLimit,
    long labelLimit,
    long labelNameLengthLimit,
    long labelValueLengthLimit,
    long keepDroppedTargets) {
  /** No limits. */
  public static final ScrapeLimits NONE = new ScrapeLimits(0, 0, 0, 0, 0, 0, 0);

  /** Checks that none is below 0. */
  public ScrapeLimits {
    if (bodySizeLimitBytes < 0
        || sampleLimit < 0
        || targetLimit < 0
        || labelLimit < 0
        || labelNameLengthLimit < 0
        || labelValueLengthLimit < 0
        || keepDroppedTargets < 0) {
      throw new IllegalArgumentException("a limit below 0");
    }
  }

  /** These limits with another one for bytes of a body, after decompression. */
  public ScrapeLimits withBodySizeLimitBytes(long bytes) {
    return new ScrapeLimits(
        bytes,
        sampleLimit,
        targetLimit,
        labelLimit,
        labelNameLengthLimit,
        labelValueLengthLimit,
        keepDroppedTargets);
  }

  /** These limits with another one for samples of a scrape. */
  public ScrapeLimits withSampleLimit(long samples) {
    return new ScrapeLimits(
        bodySizeLimitBytes,
        samples,
        targetLimit,
        labelLimit,
        labelNameLengthLimit,
        labelValueLengthLimit,
        keepDroppedTargets);
  }

  /** These limits with another one for targets of the job. */
  public ScrapeLimits withTargetLimit(long targets) {
    return new ScrapeLimits(
        bodySizeLimitBytes,
        sampleLimit,
        targets,
        labelLimit,
        labelNameLengthLimit,
        labelValueLengthLimit,
        keepDroppedTargets);
  }

  /** These limits with others for labels: their count, and the bytes of names and values. */
  public ScrapeLimits withLabelLimits(long count, long nameBytes, long valueBytes) {
    return new ScrapeLimits(
        bodySizeLimitBytes,
        sampleLimit,
        targetLimit,
        count,
        nameBytes,
        valueBytes,
        keepDroppedTargets);
  }

  /** These limits with another one for dropped targets that are kept to be shown. */
  public ScrapeLimits withKeepDroppedTargets(long targets) {
    return new ScrapeLimits(
        bodySizeLimitBytes,
        sampleLimit,
        targetLimit,
        labelLimit,
        labelNameLengthLimit,
        labelValueLengthLimit,
        targets);
  }
}
