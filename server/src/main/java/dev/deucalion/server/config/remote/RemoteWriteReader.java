package dev.deucalion.server.config.remote;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.part.RelabelReader;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads and checks {@code remote_write}, which no server starts on yet. */
public final class RemoteWriteReader {
  private static final String KEY = "remote_write";
  private static final String FIRST_MESSAGE = "prometheus.WriteRequest";
  private static final List<String> MESSAGES =
      List.of(FIRST_MESSAGE, "io.prometheus.write.v2.Request");

  private final Reading reading;
  private final NameValidation validation;

  public RemoteWriteReader(Reading reading, NameValidation validation) {
    this.reading = reading;
    this.validation = validation;
  }

  /** Reads and prints all entries. */
  public void read(MapReader parent) {
    Node place = parent.keyNode(KEY);
    List<Object> printed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : parent.elements(KEY, "*config.RemoteWriteConfig")) {
      if (MapReader.isNull(node)) {
        reading.problems().at(node, "empty or null remote write config section");
        continue;
      }
      MapReader in = new MapReader(node, "config.plain", reading.problems());
      String name = read(in, node);
      if (!name.isEmpty() && !names.add(name)) {
        reading
            .problems()
            .at(node, "found multiple remote write configs with job name " + MapReader.quote(name));
      }
      printed.add(in.printed());
    }
    parent.print(KEY, printed);
    if (!printed.isEmpty()) {
      reading.unsupported(place, KEY);
    }
  }

  private String read(MapReader in, Node node) {
    RemoteUrl.read(in, "url for remote_write is empty");
    in.durationMs("remote_timeout", 30_000);
    Headers.read(
        in,
        "authorization header must be changed via the basic_auth, authorization, oauth2, sigv4,"
            + " azuread or google_iam parameter");
    new RelabelReader(reading, validation)
        .read(in, "write_relabel_configs", "", " in remote write config");
    String name = in.text("name", "");
    in.flag("send_exemplars", false);
    in.flag("send_native_histograms", false);
    in.flag("round_robin_dns", false);
    Node messagePlace = in.keyNode("protobuf_message");
    String message = in.text("protobuf_message", FIRST_MESSAGE);
    if (!MESSAGES.contains(message)) {
      reading
          .problems()
          .at(
              messagePlace,
              "invalid protobuf_message value: unknown type for remote write protobuf message "
                  + message
                  + ", supported: "
                  + String.join(", ", MESSAGES));
    }
    in.flag("failed_request_logging", false);
    HttpClientOptions http = new HttpClientReader(in, reading).withoutHttp2().read();
    QueueReader.read(in);
    readMetadata(in);
    CloudAuthReader cloud = new CloudAuthReader(in);
    List<String> ways = new ArrayList<>();
    switch (http.auth()) {
      case HttpAuth.None _ -> {}
      case HttpAuth.Basic _ -> ways.add("basic_auth");
      case HttpAuth.Credentials _ -> ways.add("authorization");
      case HttpAuth.OAuth2 _ -> ways.add("oauth2");
    }
    addIf(ways, cloud.sigV4(), "sigv4");
    addIf(ways, cloud.azureAd(), "azuread");
    addIf(ways, cloud.googleIam(), "google_iam");
    if (ways.size() > 1) {
      reading
          .problems()
          .at(
              node,
              "at most one of basic_auth, authorization, oauth2, sigv4, azuread or google_iam must"
                  + " be configured. Currently configured: ["
                  + String.join(" ", ways)
                  + "]");
    }
    in.finish();
    return name;
  }

  private static void readMetadata(MapReader parent) {
    MapReader in = parent.section("metadata_config", "config.MetadataConfig");
    in.flagAlwaysPrinted("send", true);
    in.durationMs("send_interval", 60_000);
    in.integer("max_samples_per_send", 2_000);
    in.finish();
    parent.print("metadata_config", in.printed());
  }

  private static void addIf(List<String> ways, boolean there, String way) {
    if (there) {
      ways.add(way);
    }
  }
}
