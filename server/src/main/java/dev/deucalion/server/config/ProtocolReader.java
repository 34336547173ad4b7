package dev.deucalion.server.config;

import dev.deucalion.scrape.options.ScrapeProtocol;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the exposition formats to ask for. */
final class ProtocolReader {
  private final Reading reading;

  ProtocolReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads {@code scrape_protocols}.
   *
   * @param suffix ends messages, telling whose list it is
   * @return null where there is no list
   */
  @Nullable List<ScrapeProtocol> read(MapReader in, String suffix) {
    Node value = in.peek("scrape_protocols");
    if (value == null || MapReader.isNull(value)) {
      in.take("scrape_protocols");
      return null;
    }
    Node place = in.keyNode("scrape_protocols");
    List<String> names = in.texts("scrape_protocols");
    if (names.isEmpty()) {
      reading.problems().at(place, "scrape_protocols cannot be empty" + suffix);
      return null;
    }
    List<ScrapeProtocol> protocols = new ArrayList<>();
    for (String name : names) {
      ScrapeProtocol protocol = find(name);
      if (protocol == null) {
        reading.problems().at(place, "scrape_protocols: " + unknown(name) + suffix);
      } else if (protocols.contains(protocol)) {
        String all = String.join(" ", names);
        reading
            .problems()
            .at(place, "duplicated protocol in scrape_protocols, got [" + all + "]" + suffix);
      } else {
        protocols.add(protocol);
      }
    }
    return protocols;
  }

  /** Reads {@code fallback_scrape_protocol}; null where there is none. */
  @Nullable ScrapeProtocol readFallback(MapReader in, String jobName) {
    Node place = in.keyNode("fallback_scrape_protocol");
    String name = in.text("fallback_scrape_protocol", "");
    if (name.isEmpty()) {
      return null;
    }
    ScrapeProtocol protocol = find(name);
    if (protocol == null) {
      reading
          .problems()
          .at(
              place,
              "invalid fallback_scrape_protocol for scrape config with job name "
                  + MapReader.quote(jobName)
                  + ": "
                  + unknown(name));
    }
    return protocol;
  }

  private static @Nullable ScrapeProtocol find(String name) {
    for (ScrapeProtocol protocol : ScrapeProtocol.values()) {
      if (protocol.configName().equals(name)) {
        return protocol;
      }
    }
    return null;
  }

  private static String unknown(String name) {
    String supported =
        Arrays.stream(ScrapeProtocol.values())
            .map(ScrapeProtocol::configName)
            .sorted()
            .collect(Collectors.joining(" ", "[", "]"));
    return "unknown scrape protocol " + name + ", supported: " + supported;
  }
}
