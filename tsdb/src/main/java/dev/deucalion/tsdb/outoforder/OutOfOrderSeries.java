package dev.deucalion.tsdb.outoforder;

import dev.deucalion.model.histogram.Histogram;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came out of order of one series. For the owner of the head's write lock. */
final class OutOfOrderSeries {
  private static final OutOfOrderChunk[] NO_CHUNKS = {};

  private SampleBuffer buffer = new SampleBuffer();

  /** In the order in which they were made; never changed, but replaced by another array. */
  private OutOfOrderChunk[] chunks = NO_CHUNKS;

  boolean contains(long timeMs) {
    return buffer.contains(timeMs);
  }

  void add(long timeMs, long valueBits, @Nullable Histogram histogram) {
    buffer.add(timeMs, valueBits, histogram);
  }

  int buffered() {
    return buffer.count();
  }

  /** Takes all samples out of the buffer. */
  SortedSamples takeBuffered() {
    SortedSamples taken = buffer.samples().sorted(Long.MIN_VALUE, Long.MAX_VALUE);
    buffer = new SampleBuffer();
    return taken;
  }

  /** Whether the buffer has a sample in a range, as far as its first and last one tell. */
  boolean overlapsBuffer(long fromMs, long toMs) {
    return buffer.minTimeMs() <= toMs && buffer.maxTimeMs() >= fromMs;
  }

  /** How many samples of a chunk are in the buffer. */
  int countBuffered(ChunkSamples chunk) {
    return buffer.count() - buffer.without(chunk).count();
  }

  /** Takes the samples of a chunk out of the buffer. */
  void removeBuffered(ChunkSamples chunk) {
    buffer = buffer.without(chunk);
  }

  void addChunk(OutOfOrderChunk chunk) {
    OutOfOrderChunk[] longer = Arrays.copyOf(chunks, chunks.length + 1);
    longer[chunks.length] = chunk;
    chunks = longer;
  }

  void dropChunks(Predicate<OutOfOrderChunk> isOver) {
    chunks = Arrays.stream(chunks).filter(isOver.negate()).toArray(OutOfOrderChunk[]::new);
  }

  void replaceRef(long oldRef, long newRef) {
    chunks =
        Arrays.stream(chunks)
            .map(c ->
                c.ref() == oldRef
                    ? new OutOfOrderChunk(newRef, c.minTimeMs(), c.maxTimeMs(), c.number())
                    : c)
            .toArray(OutOfOrderChunk[]::new);
  }

  /** Puts chunks in the place of one, where that is there still. */
  void replace(OutOfOrderChunk old, List<OutOfOrderChunk> by) {
    chunks =
        Arrays.stream(chunks)
            .flatMap(chunk -> chunk.equals(old) ? by.stream() : Stream.of(chunk))
            .toArray(OutOfOrderChunk[]::new);
  }

  OutOfOrderChunk[] chunks() {
    return chunks;
  }

  boolean isEmpty() {
    return chunks.length == 0 && buffer.count() == 0;
  }

  long minTimeMs() {
    long min = buffer.minTimeMs();
    for (OutOfOrderChunk chunk : chunks) {
      min = Math.min(min, chunk.minTimeMs());
    }
    return min;
  }

  long maxTimeMs() {
    long max = buffer.maxTimeMs();
    for (OutOfOrderChunk chunk : chunks) {
      max = Math.max(max, chunk.maxTimeMs());
    }
    return max;
  }

  /** What is there now. */
  OutOfOrderView view() {
    return new OutOfOrderView(chunks, buffer.samples());
  }
}
