package dev.deucalion.scrape.discovery;

import dev.deucalion.scrape.options.DiscoveryOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** The mechanisms that a program has. Immutable. */
public final class DiscoveryMechanisms {
  private final Map<Class<?>, DiscoveryMechanism<?>> byOptions = new HashMap<>();

  /**
   * Exactly these.
   *
   * @throws IllegalArgumentException when two take the same options
   */
  public DiscoveryMechanisms(Collection<? extends DiscoveryMechanism<?>> mechanisms) {
    for (DiscoveryMechanism<?> mechanism : mechanisms) {
      if (byOptions.put(mechanism.optionsType(), mechanism) != null) {
        throw new IllegalArgumentException(
            "two mechanisms of discovery for " + mechanism.optionsType().getName());
      }
    }
  }

  /** All that are on the class path. */
  @SuppressWarnings("rawtypes")
  public static DiscoveryMechanisms installed() {
    return new DiscoveryMechanisms(
        ServiceLoader.load(DiscoveryMechanism.class, DiscoveryMechanisms.class.getClassLoader())
            .stream()
            .<DiscoveryMechanism<?>>map(ServiceLoader.Provider::get)
            .toList());
  }

  /** Names in order. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    byOptions.values().forEach(mechanism -> names.add(mechanism.name()));
    return names;
  }

  /** Makes the metrics of all mechanisms; before the first {@link #create} with them. */
  public void prepare(DiscoveryMetrics metrics) {
    byOptions.values().forEach(mechanism -> mechanism.prepare(metrics));
  }

  /** Whether there is a mechanism for these options. */
  public boolean supports(DiscoveryOptions options) {
    return byOptions.containsKey(options.getClass());
  }

  /**
   * A discoverer that was not started yet.
   *
   * @throws DiscoveryException when there is no mechanism for the options, or they cannot work here
   */
  public Discoverer create(DiscoveryOptions options, DiscoveryContext context)
      throws DiscoveryException {
    DiscoveryMechanism<?> mechanism = byOptions.get(options.getClass());
    if (mechanism == null) {
      throw new DiscoveryException(
          "service discovery by " + options.mechanism() + " is not supported");
    }
    return create(mechanism, options, context);
  }

  private static <O extends DiscoveryOptions> Discoverer create(
      DiscoveryMechanism<O> mechanism, DiscoveryOptions options, DiscoveryContext context)
      throws DiscoveryException {
    return mechanism.create(mechanism.optionsType().cast(options), context);
  }
}
