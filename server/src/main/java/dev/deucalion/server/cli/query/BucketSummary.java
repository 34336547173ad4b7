package dev.deucalion.server.cli.query;

import java.util.Locale;

/** Least, mean and most of the statistics of several histograms. Not thread-safe. */
final class BucketSummary {
  private final Spread min = new Spread();
  private final Spread avg = new Spread();
  private final Spread max = new Spread();
  private final Spread total = new Spread();

  void add(BucketStatistics statistics) {
    min.add(statistics.min());
    avg.add((int) statistics.avg());
    max.add(statistics.max());
    total.add(statistics.total());
  }

  boolean isEmpty() {
    return min.count == 0;
  }

  @Override
  public String toString() {
    String text =
        "histogram series ("
            + min.count
            + " in total):\n- min populated: "
            + min
            + "\n- avg populated: "
            + avg
            + "\n- max populated: "
            + max;
    return max.equalTo(total) ? text : text + "\n- total: " + total;
  }

  private static final class Spread {
    private int least = Integer.MAX_VALUE;
    private int most;
    private int count;
    private double mean;

    void add(int value) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      count++;
      mean += (double) value / count - mean / count;
    }

    boolean equalTo(Spread other) {
      return least == other.least
          && most == other.most
          && count == other.count
          && Double.compare(mean, other.mean) == 0;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d/%.3f/%d", least, mean, most);
    }
  }
}
