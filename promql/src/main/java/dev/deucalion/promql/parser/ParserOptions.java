package dev.deucalion.promql.parser;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a parser accepts.
 *
 * @param features what is allowed beyond the stable language
 * @param maxDepth how deep expressions may be nested
 * @param maxOperators how many binary operators and subqueries a query may have
 */
public record ParserOptions(Set<Feature> features, int maxDepth, int maxOperators) {
  /** The stable language. */
  public static final ParserOptions DEFAULTS = new ParserOptions(Set.of(), 500, 10_000);

  /** The stable language and all that is experimental. */
  public static final ParserOptions EXPERIMENTAL =
      DEFAULTS.withFeatures(EnumSet.allOf(Feature.class));

  /** Copies the set. */
  public ParserOptions {
    features = Set.copyOf(features);
  }

  /** These options with other features. */
  public ParserOptions withFeatures(Set<Feature> newFeatures) {
    return new ParserOptions(newFeatures, maxDepth, maxOperators);
  }

  /** Whether a part of the language is switched on. */
  public boolean allows(Feature feature) {
    return features.contains(feature);
  }

  /** A part of the language that must be switched on. */
  public enum Feature {
    /** Functions and aggregations that Prometheus may still change. */
    EXPERIMENTAL_FUNCTIONS,
    /** {@code fill}, {@code fill_left} and {@code fill_right}. */
    FILL_MODIFIERS,
    /** {@code anchored} and {@code smoothed}. */
    EXTENDED_RANGE_SELECTORS
  }
}
