package dev.deucalion.promql.kernel;

/** What native histograms of columns, and buffers of kernels and windows, are counted in. */
public interface ColumnMemory {
  /** Counts nothing, for columns without histograms and for few steps. */
  ColumnMemory UNCOUNTED =
      new ColumnMemory() {
        @Override
        public void holdBytes(long bytes) {}

        @Override
        public void releaseBytes(long bytes) {}
      };

  /** Says that so many more bytes are held; throws where they are too many. */
  void holdBytes(long bytes);

  /** Says that so many bytes are not held any more. */
  void releaseBytes(long bytes);
}
