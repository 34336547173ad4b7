package dev.deucalion.scrape.discovery;

import dev.deucalion.scrape.options.DiscoveryOptions;

/**
 * A way to find targets, such as files or an API. Found by {@link java.util.ServiceLoader}, so it
 * has a public constructor without parameters and holds nothing.
 *
 * @param <O> its options
 */
public interface DiscoveryMechanism<O extends DiscoveryOptions> {
  /** As {@link DiscoveryOptions#mechanism}. */
  String name();

  /** The options it takes. */
  Class<O> optionsType();

  /** Makes those metrics that are there before anything is found. */
  default void prepare(DiscoveryMetrics metrics) {}

  /**
   * A discoverer that was not started yet.
   *
   * @throws DiscoveryException when the options cannot work here, with the reason for the log
   */
  Discoverer create(O options, DiscoveryContext context) throws DiscoveryException;
}
