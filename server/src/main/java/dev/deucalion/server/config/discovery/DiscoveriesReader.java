package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads all the ways to find targets that a section has, such as a scrape job. */
public final class DiscoveriesReader {
  private static final String STATIC = "static_configs";

  private final Reading reading;

  public DiscoveriesReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads and prints them, by the names of their keys.
   *
   * @param checkTargets whether static addresses must be addresses already: nothing relabels them
   */
  public List<DiscoveryOptions> read(MapReader in, boolean checkTargets) {
    List<DiscoveryOptions> all = new ArrayList<>();
    boolean staticRead = false;
    for (DiscoveryTable.Mechanism mechanism : DiscoveryTable.MECHANISMS) {
      if (!staticRead && mechanism.key().compareTo(STATIC) > 0) {
        all.addAll(new StaticGroupReader(reading).read(in, checkTargets));
        staticRead = true;
      }
      read(in, mechanism, all);
    }
    return all;
  }

  private void read(MapReader in, DiscoveryTable.Mechanism mechanism, List<DiscoveryOptions> all) {
    if (!in.has(mechanism.key())) {
      return;
    }
    Node place = in.keyNode(mechanism.key());
    List<Object> printed = new ArrayList<>();
    for (Node node : in.elements(mechanism.key(), "*" + mechanism.type())) {
      if (MapReader.isNull(node)) {
        reading.problems().at(node, "empty or null section in " + mechanism.key());
        continue;
      }
      MapReader entry = new MapReader(node, mechanism.type(), reading.problems());
      DiscoveryOptions options = mechanism.reader().read(new DiscoveryEntry(entry, reading));
      entry.finish();
      printed.add(entry.printed());
      all.add(options);
      if (options instanceof ForeignDiscovery) {
        reading.unsupported(place, mechanism.key());
      }
    }
    in.print(mechanism.key(), printed);
  }
}
