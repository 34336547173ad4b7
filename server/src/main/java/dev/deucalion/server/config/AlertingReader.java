package dev.deucalion.server.config;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.config.discovery.DiscoveriesReader;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.part.RelabelReader;
import dev.deucalion.server.config.remote.CloudAuthReader;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.remote.options.CloudAuth;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads and checks {@code alerting}, which no server starts on yet. */
final class AlertingReader {
  private static final String KEY = "alerting";
  private static final String VERSION = "v2";

  private final Reading reading;
  private final RelabelReader relabel;

  AlertingReader(Reading reading, NameValidation validation) {
    this.reading = reading;
    this.relabel = new RelabelReader(reading, validation);
  }

  /** Whether anything is configured. */
  boolean read(MapReader parent) {
    Node place = parent.keyNode(KEY);
    MapReader in = parent.section(KEY, "config.plain");
    List<RelabelRule> rules = relabel.read(in, "alert_relabel_configs", "alert", "");
    List<Object> printed = new ArrayList<>();
    for (Node node : in.elements("alertmanagers", "*config.AlertmanagerConfig")) {
      MapReader alertmanager = new MapReader(node, "config.AlertmanagerConfig", reading.problems());
      readAlertmanager(alertmanager);
      alertmanager.finish();
      printed.add(alertmanager.printed());
    }
    in.print("alertmanagers", printed);
    in.finish();
    parent.print(KEY, in.printed());
    boolean configured = !rules.isEmpty() || !printed.isEmpty();
    if (configured) {
      reading.unsupported(place, KEY);
    }
    return configured;
  }

  private void readAlertmanager(MapReader in) {
    HttpClientOptions http = new HttpClientReader(in, reading).read();
    boolean sigV4 = !(new CloudAuthReader(in).sigV4() instanceof CloudAuth.None);
    if (sigV4 && !(http.auth() instanceof HttpAuth.None)) {
      reading
          .problems()
          .at(
              in.node(),
              "at most one of basic_auth, authorization, oauth2, & sigv4 must be configured");
    }
    in.text("scheme", "http");
    in.text("path_prefix", "");
    in.durationMs("timeout", 10_000);
    Node versionPlace = in.keyNode("api_version");
    String version = in.text("api_version", VERSION);
    if (!version.equals(VERSION)) {
      reading
          .problems()
          .at(
              versionPlace,
              "expected Alertmanager api version to be one of [v2] but got " + version);
    }
    List<RelabelRule> rules = relabel.read(in, "relabel_configs", "Alertmanager target", "");
    relabel.read(in, "alert_relabel_configs", "Alertmanager alert", "");
    new DiscoveriesReader(reading).read(in, rules.isEmpty());
  }
}
