package dev.deucalion.server.config.remote;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.LabelMapReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads and checks {@code remote_read}, which no server starts on yet. */
public final class RemoteReadReader {
  private static final String KEY = "remote_read";
  private static final long CHUNKED_READ_BYTES = 50_000_000;

  private final Reading reading;

  public RemoteReadReader(Reading reading) {
    this.reading = reading;
  }

  /** Reads and prints all entries. */
  public void read(MapReader parent) {
    Node place = parent.keyNode(KEY);
    List<Object> printed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : parent.elements(KEY, "*config.RemoteReadConfig")) {
      if (MapReader.isNull(node)) {
        reading.problems().at(node, "empty or null remote read config section");
        continue;
      }
      MapReader in = new MapReader(node, "config.plain", reading.problems());
      String name = readEntry(in);
      if (!name.isEmpty() && !names.add(name)) {
        reading
            .problems()
            .at(node, "found multiple remote read configs with job name " + MapReader.quote(name));
      }
      printed.add(in.printed());
    }
    parent.print(KEY, printed);
    if (!printed.isEmpty()) {
      reading.unsupported(place, KEY);
    }
  }

  private String readEntry(MapReader in) {
    RemoteUrl.read(in, "url for remote_read is empty");
    in.durationMs("remote_timeout", 60_000);
    in.count("chunked_read_limit", CHUNKED_READ_BYTES);
    Headers.read(
        in,
        "authorization header must be changed via the basic_auth, authorization, oauth2, sigv4,"
            + " azuread or google_iam parameter");
    in.flag("read_recent", false);
    String name = in.text("name", "");
    new HttpClientReader(in, reading).read();
    in.print(
        "required_matchers",
        new LabelMapReader(reading, NameValidation.UTF8).read(in, "required_matchers"));
    in.flag("filter_external_labels", true);
    in.finish();
    return name;
  }
}
