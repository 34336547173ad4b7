package dev.deucalion.server.config.part;

import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.options.TlsVersion;
import dev.deucalion.server.config.yaml.MapReader;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code tls_config}. */
public final class TlsReader {
  private final Reading reading;

  public TlsReader(Reading reading) {
    this.reading = reading;
  }

  /** The options; printed into the parent unless they are the defaults. */
  public TlsOptions read(MapReader parent) {
    Node node = parent.take("tls_config");
    if (node == null) {
      return TlsOptions.DEFAULTS;
    }
    MapReader in = new MapReader(node, "config.plain", reading.problems());
    String ca = in.text("ca", "");
    String cert = in.text("cert", "");
    String key = in.secret("key");
    Secret caSecret = either(in, ca, reading.path(in, "ca_file"), "ca, ca_file & ca_ref");
    Secret certSecret =
        either(in, cert, reading.path(in, "cert_file"), "cert, cert_file & cert_ref");
    Secret keySecret = either(in, key, reading.path(in, "key_file"), "key and key_file");
    SecretReferences.note(in, reading, "ca_ref", "cert_ref", "key_ref");
    String serverName = in.text("server_name", "");
    boolean insecure = in.flag("insecure_skip_verify", false);
    in.print("insecure_skip_verify", insecure);
    TlsVersion min = version(in, "min_version");
    TlsVersion max = version(in, "max_version");
    in.finish();
    if (certSecret != null && keySecret == null) {
      reading
          .problems()
          .at(
              node,
              "exactly one of key or key_file must be configured when a client certificate is"
                  + " configured");
    } else if (keySecret != null && certSecret == null) {
      reading
          .problems()
          .at(
              node,
              "exactly one of cert or cert_file must be configured when a client key is"
                  + " configured");
    }
    TlsOptions options =
        new TlsOptions(caSecret, certSecret, keySecret, serverName, insecure, min, max);
    if (!options.equals(TlsOptions.DEFAULTS)) {
      parent.print("tls_config", in.printed());
    }
    return options;
  }

  private @Nullable Secret either(MapReader in, String text, String file, String names) {
    return SecretChoice.of(
        reading, in.node(), text, file, "at most one of " + names + " must be configured");
  }

  private @Nullable TlsVersion version(MapReader in, String key) {
    Node place = in.keyNode(key);
    String name = in.text(key, "");
    if (name.isEmpty()) {
      return null;
    }
    for (TlsVersion version : TlsVersion.values()) {
      if (version.name().equals(name)) {
        return version;
      }
    }
    reading.problems().at(place, "unknown TLS version: " + name);
    return null;
  }
}
