package dev.deucalion.scrape.discovery;

import java.util.List;

/** Reads a list of target groups from a text of a format that this module has no parser for. */
@FunctionalInterface
public interface GroupParser {
  /** Takes nothing. */
  GroupParser NONE =
      (text, name) -> {
        throw new DiscoveryException("there is no parser for " + name);
      };

  /**
   * The groups, each with its index as source.
   *
   * @param name of the text, for messages
   * @throws DiscoveryException when the text is not such a list, with the reason
   */
  List<TargetGroup> parse(String text, String name) throws DiscoveryException;
}
