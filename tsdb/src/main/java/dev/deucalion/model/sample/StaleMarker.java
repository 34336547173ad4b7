package dev.deucalion.model.sample;

/**
 * The NaN that ends a series. It differs from other NaNs in its bits only, so it must be compared
 * by {@link Double#doubleToRawLongBits} and moved as bits.
 */
public final class StaleMarker {
  /** Bits of the stale marker. */
  public static final long BITS = 0x7ff0000000000002L;

  /** Bits of the NaN that Prometheus takes every other NaN for. */
  public static final long NORMAL_NAN_BITS = 0x7ff8000000000001L;

  /** The stale marker as a value. */
  public static final double VALUE = Double.longBitsToDouble(BITS);

  private StaleMarker() {}

  /** Whether a value is the stale marker, which other NaNs are not. */
  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == BITS;
  }
}
