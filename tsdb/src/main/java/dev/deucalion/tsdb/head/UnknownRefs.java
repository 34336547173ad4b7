package dev.deucalion.tsdb.head;

/**
 * Entries of a log that were left out because it has no series for them.
 *
 * @param samples floats
 * @param histograms native histograms
 * @param exemplars exemplars
 * @param metadata descriptions of series
 * @param tombstones deletions
 * @param chunkMarkers marks of chunks
 */
public record UnknownRefs(
    long samples,
    long histograms,
    long exemplars,
    long metadata,
    long tombstones,
    long chunkMarkers) {
  /** Where nothing was left out. */
  public static final UnknownRefs NONE = new UnknownRefs(0, 0, 0, 0, 0, 0);
}
