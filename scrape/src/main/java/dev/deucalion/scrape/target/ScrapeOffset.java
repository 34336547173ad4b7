package dev.deucalion.scrape.target;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsHash;
import java.nio.charset.StandardCharsets;

/**
 * Where in its interval a target is scraped: a hash of the target spreads a job's targets over the
 * interval, and always to the same place, also after a restart. A seed made of the machine and its
 * external labels keeps the members of a redundant pair apart. Both as Prometheus does, with 64-bit
 * FNV-1a.
 */
public final class ScrapeOffset {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private ScrapeOffset() {}

  /** A seed from the machine's full name and the external labels. */
  public static long seed(String hostname, Labels externalLabels) {
    return fnv1a(FNV_BASIS, hostname + externalLabels);
  }

  /** Milliseconds from each multiple of the interval, below the interval. */
  public static long offsetMs(Target target, long seed) {
    String digits = Long.toUnsignedString(LabelsHash.of(target.allLabels()));
    String padded = "0".repeat(Math.max(0, 16 - digits.length())) + digits;
    long hash = fnv1a(fnv1a(FNV_BASIS, padded), target.url());
    long offsetNs = Long.remainderUnsigned(hash ^ seed, target.intervalMs() * 1_000_000);
    return offsetNs / 1_000_000;
  }

  private static long fnv1a(long hash, String text) {
    long h = hash;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xFF)) * FNV_PRIME;
    }
    return h;
  }
}
