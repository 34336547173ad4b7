package dev.deucalion.server.config.remote;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.LabelMapReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.YamlWriter;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions.ReadSwitch;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads and checks {@code remote_read}. */
public final class RemoteReadReader {
  private static final String KEY = "remote_read";
  private static final int NAME_LENGTH = 6;
  private static final long CHUNKED_READ_BYTES = 50_000_000;

  private final Reading reading;

  public RemoteReadReader(Reading reading) {
    this.reading = reading;
  }

  /** Reads and prints all entries; those with faults are left out. */
  public List<RemoteReadOptions> read(MapReader parent) {
    List<Object> printed = new ArrayList<>();
    List<RemoteReadOptions> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Node node : parent.elements(KEY, "*config.RemoteReadConfig")) {
      if (MapReader.isNull(node)) {
        reading.problems().at(node, "empty or null remote read config section");
        continue;
      }
      MapReader in = new MapReader(node, "config.plain", reading.problems());
      int faultsBefore = reading.problems().all().size();
      Node namePlace = in.keyNode("name");
      RemoteReadOptions options = readEntry(in);
      printed.add(in.printed());
      String id = Digest.md5(YamlWriter.write(in.printed()));
      if (options.name().isEmpty()) {
        options = options.withName(id.substring(0, NAME_LENGTH));
      } else if (!names.add(options.name())) {
        reading
            .problems()
            .at(
                namePlace,
                "found multiple remote read configs with job name "
                    + MapReader.quote(options.name()));
      }
      if (!ids.add(id)) {
        reading
            .problems()
            .at(
                node,
                "duplicate remote read configs are not allowed, found duplicate for URL: "
                    + options.shownUrl());
      }
      if (reading.problems().all().size() == faultsBefore) {
        all.add(options);
      }
    }
    parent.print(KEY, printed);
    return all;
  }

  private RemoteReadOptions readEntry(MapReader in) {
    RemoteUrl.Read url = RemoteUrl.read(in, "url for remote_read is empty");
    long timeoutMs = in.durationMs("remote_timeout", 60_000);
    long maxFrameBytes = in.count("chunked_read_limit", CHUNKED_READ_BYTES);
    Map<String, String> headers =
        Headers.read(
            in,
            "authorization header must be changed via the basic_auth, authorization, oauth2, sigv4,"
                + " azuread or google_iam parameter");
    Set<ReadSwitch> switches = EnumSet.noneOf(ReadSwitch.class);
    if (in.flag("read_recent", false)) {
      switches.add(ReadSwitch.READ_RECENT);
    }
    String name = in.text("name", "");
    HttpClientOptions http = new HttpClientReader(in, reading).read();
    Map<String, String> required =
        new LabelMapReader(reading, NameValidation.UTF8).read(in, "required_matchers");
    in.print("required_matchers", required);
    if (in.flag("filter_external_labels", true)) {
      switches.add(ReadSwitch.FILTER_EXTERNAL_LABELS);
    }
    in.finish();
    return new RemoteReadOptions(
        name, url.url(), url.shown(), timeoutMs, maxFrameBytes, headers, required, switches, http);
  }
}
