package dev.deucalion.http.source;

import java.util.SortedMap;

/** What the program can do, for clients that ask before they use it. */
@FunctionalInterface
public interface FeatureSource {
  /** By category and name: whether it is there and switched on. */
  SortedMap<String, SortedMap<String, Boolean>> features();
}
