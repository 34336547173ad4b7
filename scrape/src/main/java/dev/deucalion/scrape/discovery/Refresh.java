package dev.deucalion.scrape.discovery;

import java.util.List;

/** Asks a source for all of its targets. Called by one thread. */
@FunctionalInterface
public interface Refresh {
  /**
   * All groups that there are; sources that are no longer among them are gone. Blocks, and ends
   * early when the thread is interrupted.
   *
   * @throws DiscoveryException when the source does not answer: the targets stay what they were
   */
  List<TargetGroup> groups() throws DiscoveryException, InterruptedException;
}
