package dev.deucalion.server.config;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.rules.notify.AlertingOptions;
import dev.deucalion.rules.notify.AlertmanagerOptions;
import dev.deucalion.rules.notify.Signing;
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

/** Reads and checks {@code alerting}. */
final class AlertingReader {
  private static final String KEY = "alerting";
  private static final String VERSION = "v2";

  private final Reading reading;
  private final RelabelReader relabel;

  AlertingReader(Reading reading, NameValidation validation) {
    this.reading = reading;
    this.relabel = new RelabelReader(reading, validation);
  }

  /** Reads and prints the section. */
  AlertingOptions read(MapReader parent) {
    MapReader in = parent.section(KEY, "config.plain");
    List<RelabelRule> rules = relabel.read(in, "alert_relabel_configs", "alert", "");
    List<Object> printed = new ArrayList<>();
    List<AlertmanagerOptions> alertmanagers = new ArrayList<>();
    for (Node node : in.elements("alertmanagers", "*config.AlertmanagerConfig")) {
      MapReader alertmanager = new MapReader(node, "config.AlertmanagerConfig", reading.problems());
      alertmanagers.add(readAlertmanager(alertmanager));
      alertmanager.finish();
      printed.add(alertmanager.printed());
    }
    in.print("alertmanagers", printed);
    in.finish();
    parent.print(KEY, in.printed());
    return new AlertingOptions(rules, alertmanagers);
  }

  private AlertmanagerOptions readAlertmanager(MapReader in) {
    HttpClientOptions http = new HttpClientReader(in, reading).read();
    Signing signing = signing(new CloudAuthReader(in).sigV4());
    if (!(signing instanceof Signing.None) && !(http.auth() instanceof HttpAuth.None)) {
      reading
          .problems()
          .at(
              in.node(),
              "at most one of basic_auth, authorization, oauth2, & sigv4 must be configured");
    }
    String scheme = in.text("scheme", "http");
    String pathPrefix = in.text("path_prefix", "");
    long timeoutMs = in.durationMs("timeout", AlertmanagerOptions.DEFAULT_TIMEOUT_MS);
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
    List<RelabelRule> alertRules =
        relabel.read(in, "alert_relabel_configs", "Alertmanager alert", "");
    return new AlertmanagerOptions(
        scheme,
        pathPrefix,
        timeoutMs,
        http,
        signing,
        new DiscoveriesReader(reading).read(in, rules.isEmpty()),
        rules,
        alertRules);
  }

  private static Signing signing(CloudAuth auth) {
    return switch (auth) {
      case CloudAuth.SigV4 sigV4 -> new Signing.SigV4(sigV4.identity(), sigV4.serviceOrDefault());
      case CloudAuth.None _, CloudAuth.AzureAd _, CloudAuth.GoogleIam _ -> new Signing.None();
    };
  }
}
