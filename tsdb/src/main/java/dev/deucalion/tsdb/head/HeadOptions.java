package dev.deucalion.tsdb.head;

/**
 * Settings of the head.
 *
 * @param chunkRangeMs no chunk crosses a multiple of this many milliseconds; 1 to 2^30 - 1
 * @param samplesPerChunk how many samples a chunk should get, 1 to 120
 * @param hashSeed of the hashes of labels; any number that nobody outside knows
 */
public record HeadOptions(long chunkRangeMs, int samplesPerChunk, long hashSeed) {}
