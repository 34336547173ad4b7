package dev.deucalion.server.config.remote;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.part.RelabelReader;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.YamlWriter;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.MetadataOptions;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import dev.deucalion.server.remote.options.WriteSwitch;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads and checks {@code remote_write}. */
public final class RemoteWriteReader {
  private static final String KEY = "remote_write";

  private final Reading reading;
  private final NameValidation validation;

  public RemoteWriteReader(Reading reading, NameValidation validation) {
    this.reading = reading;
    this.validation = validation;
  }

  /** Reads and prints all entries; those with faults are left out. */
  public List<RemoteWriteOptions> read(MapReader parent) {
    List<Object> printed = new ArrayList<>();
    List<RemoteWriteOptions> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Node node : parent.elements(KEY, "*config.RemoteWriteConfig")) {
      if (MapReader.isNull(node)) {
        reading.problems().at(node, "empty or null remote write config section");
        continue;
      }
      MapReader in = new MapReader(node, "config.plain", reading.problems());
      int faultsBefore = reading.problems().all().size();
      RemoteWriteOptions options = read(in, node);
      String name = options.name();
      if (!name.isEmpty() && !names.add(name)) {
        reading
            .problems()
            .at(node, "found multiple remote write configs with job name " + MapReader.quote(name));
      }
      printed.add(in.printed());
      RemoteWriteOptions named = withId(options, YamlWriter.write(in.printed()));
      if (!ids.add(named.id())) {
        reading
            .problems()
            .at(
                node,
                "duplicate remote write configs are not allowed, found duplicate for URL: "
                    + named.shownUrl());
      }
      if (reading.problems().all().size() == faultsBefore) {
        all.add(named);
      }
    }
    parent.print(KEY, printed);
    return all;
  }

  /** Gives an entry its id and, where it has none, a name. */
  private static RemoteWriteOptions withId(RemoteWriteOptions options, String yaml) {
    String id = Digest.md5(yaml);
    return new RemoteWriteOptions(
        id,
        options.name().isEmpty()
            ? id.substring(0, RemoteWriteOptions.MADE_NAME_LENGTH)
            : options.name(),
        options.url(),
        options.shownUrl(),
        options.protocol(),
        options.timeoutMs(),
        options.headers(),
        options.relabeling(),
        options.switches(),
        options.http(),
        options.cloud(),
        options.queue(),
        options.metadata());
  }

  private RemoteWriteOptions read(MapReader in, Node node) {
    RemoteUrl.Read url = RemoteUrl.read(in, "url for remote_write is empty");
    long timeoutMs = in.durationMs("remote_timeout", 30_000);
    Map<String, String> headers =
        Headers.read(
            in,
            "authorization header must be changed via the basic_auth, authorization, oauth2, sigv4,"
                + " azuread or google_iam parameter");
    List<RelabelRule> relabeling =
        new RelabelReader(reading, validation)
            .read(in, "write_relabel_configs", "", " in remote write config");
    String name = in.text("name", "");
    Set<WriteSwitch> switches = EnumSet.noneOf(WriteSwitch.class);
    readSwitch(in, "send_exemplars", WriteSwitch.EXEMPLARS, switches);
    readSwitch(in, "send_native_histograms", WriteSwitch.NATIVE_HISTOGRAMS, switches);
    readSwitch(in, "round_robin_dns", WriteSwitch.ROUND_ROBIN_DNS, switches);
    WriteProtocol protocol = readProtocol(in);
    readSwitch(in, "failed_request_logging", WriteSwitch.FAILED_REQUEST_LOGGING, switches);
    HttpClientOptions http = new HttpClientReader(in, reading).withoutHttp2().read();
    QueueOptions queue = QueueReader.read(in);
    MetadataOptions metadata = readMetadata(in);
    CloudAuth cloud = readCloud(in, node, http.auth());
    in.finish();
    return new RemoteWriteOptions(
        "",
        name,
        url.url(),
        url.shown(),
        protocol,
        timeoutMs,
        headers,
        relabeling,
        switches,
        http,
        cloud,
        queue,
        metadata);
  }

  private static void readSwitch(
      MapReader in, String key, WriteSwitch which, Set<WriteSwitch> switches) {
    if (in.flag(key, false)) {
      switches.add(which);
    }
  }

  private WriteProtocol readProtocol(MapReader in) {
    Node place = in.keyNode("protobuf_message");
    String message = in.text("protobuf_message", WriteProtocol.messages().getFirst());
    Optional<WriteProtocol> protocol = WriteProtocol.ofMessage(message);
    if (protocol.isEmpty()) {
      reading
          .problems()
          .at(
              place,
              "invalid protobuf_message value: unknown type for remote write protobuf message "
                  + message
                  + ", supported: "
                  + String.join(", ", WriteProtocol.messages()));
    }
    return protocol.orElse(WriteProtocol.V1);
  }

  private CloudAuth readCloud(MapReader in, Node node, HttpAuth auth) {
    List<String> ways = new ArrayList<>();
    switch (auth) {
      case HttpAuth.None _ -> {}
      case HttpAuth.Basic _ -> ways.add("basic_auth");
      case HttpAuth.Credentials _ -> ways.add("authorization");
      case HttpAuth.OAuth2 _ -> ways.add("oauth2");
    }
    CloudAuthReader reader = new CloudAuthReader(in);
    CloudAuth found = new CloudAuth.None();
    for (CloudAuth cloud : List.of(reader.sigV4(), reader.azureAd(), reader.googleIam())) {
      switch (cloud) {
        case CloudAuth.None _ -> {
          continue;
        }
        case CloudAuth.SigV4 _ -> ways.add("sigv4");
        case CloudAuth.AzureAd _ -> ways.add("azuread");
        case CloudAuth.GoogleIam _ -> ways.add("google_iam");
      }
      found = cloud;
    }
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
    return found;
  }

  private static MetadataOptions readMetadata(MapReader parent) {
    MapReader in = parent.section("metadata_config", "config.MetadataConfig");
    MetadataOptions.Sending sending =
        in.flagAlwaysPrinted("send", true)
            ? MetadataOptions.Sending.ON
            : MetadataOptions.Sending.OFF;
    long intervalMs = in.durationMs("send_interval", MetadataOptions.DEFAULTS.intervalMs());
    long maxPerSend = in.integer("max_samples_per_send", MetadataOptions.DEFAULTS.maxPerSend());
    in.finish();
    parent.print("metadata_config", in.printed());
    return new MetadataOptions(sending, intervalMs, Math.clamp(maxPerSend, 1, Integer.MAX_VALUE));
  }
}
