package dev.deucalion.server.config.discovery;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;
import java.util.Set;

/** Checks entries of mechanisms of hosters that the program does not have. */
final class CloudReaders {
  private static final String OAUTH = "OAuth";
  private static final List<String> AZURE_METHODS =
      List.of(OAUTH, "ManagedIdentity", "SDK", "WorkloadIdentity");
  private static final String OCI_KEY = "api_key";
  private static final String OCI_INSTANCE = "instance_principal";

  private CloudReaders() {}

  static void azure(DiscoveryEntry entry) {
    MapReader in = entry.in();
    in.text("environment", "AzurePublicCloud");
    entry.port(80);
    entry.required("subscription_id", "azure SD configuration requires a subscription_id");
    String tenant = in.text("tenant_id", "");
    String client = in.text("client_id", "");
    String secret = in.secret("client_secret");
    entry.refreshMs(300);
    String method = in.text("authentication_method", OAUTH);
    in.text("resource_group", "");
    entry.http();
    if (method.equals(OAUTH)) {
      entry.require(!tenant.isEmpty(), "azure SD configuration requires a tenant_id");
      entry.require(!client.isEmpty(), "azure SD configuration requires a client_id");
      entry.require(!secret.isEmpty(), "azure SD configuration requires a client_secret");
    }
    entry.require(
        AZURE_METHODS.contains(method),
        "unknown authentication_type "
            + MapReader.quote(method)
            + ". Supported types are \"OAuth\", \"ManagedIdentity\", \"SDK\" or"
            + " \"WorkloadIdentity\"");
  }

  static void digitalocean(DiscoveryEntry entry) {
    entry.http();
    entry.refreshMs(60);
    entry.port(80);
    entry.role(
        "role",
        Set.of("droplets", "databases"),
        "droplets",
        "role missing (one of: droplets, databases)",
        "unknown DigitalOcean SD role");
  }

  static void gce(DiscoveryEntry entry) {
    entry.required("project", "GCE SD configuration requires a project");
    entry.required("zone", "GCE SD configuration requires a zone");
    entry.texts("filter");
    entry.refreshMs(60);
    entry.port(80);
    entry.in().text("tag_separator", ",");
  }

  static void hetzner(DiscoveryEntry entry) {
    entry.http();
    entry.refreshMs(60);
    entry.port(80);
    entry.role(
        "role",
        Set.of("robot", "hcloud"),
        "",
        "role missing (one of: robot, hcloud)",
        "unknown role");
    entry.texts("label_selector");
  }

  static void ionos(DiscoveryEntry entry) {
    entry.required("datacenter_id", "datacenter id can't be empty");
    entry.http();
    entry.refreshMs(60);
    entry.port(80);
  }

  static void linode(DiscoveryEntry entry) {
    entry.http();
    entry.refreshMs(60);
    entry.port(80);
    entry.in().text("tag_separator", ",");
    entry.texts("region");
  }

  static void vultr(DiscoveryEntry entry) {
    entry.http();
    entry.refreshMs(60);
    entry.port(80);
  }

  static void oci(DiscoveryEntry entry) {
    MapReader in = entry.in();
    String auth = in.text("auth", OCI_KEY);
    List<String> keyTexts =
        List.of(in.text("tenancy", ""), in.text("user", ""), in.text("fingerprint", ""));
    String keyFile = entry.reading().path(in, "key_file");
    String passphrase = in.secret("key_passphrase");
    String passphraseFile = entry.reading().path(in, "key_passphrase_file");
    entry.required("region", "oci_sd: region is required");
    List<String> compartments = in.texts("compartments");
    entry.http();
    entry.port(80);
    long refreshMs = entry.refreshMs(60);
    switch (auth) {
      case OCI_KEY -> {
        entry.require(!keyTexts.get(0).isEmpty(), "oci_sd: api_key auth requires tenancy");
        entry.require(!keyTexts.get(1).isEmpty(), "oci_sd: api_key auth requires user");
        entry.require(!keyTexts.get(2).isEmpty(), "oci_sd: api_key auth requires fingerprint");
        entry.require(!keyFile.isEmpty(), "oci_sd: api_key auth requires key_file");
        entry.require(
            passphrase.isEmpty() || passphraseFile.isEmpty(),
            "oci_sd: at most one of key_passphrase and key_passphrase_file must be configured");
      }
      case OCI_INSTANCE ->
          entry.require(
              String.join("", keyTexts).isEmpty()
                  && (keyFile + passphrase + passphraseFile).isEmpty(),
              "oci_sd: instance_principal auth must not have tenancy, user, fingerprint, key_file,"
                  + " key_passphrase, or key_passphrase_file set");
      default ->
          entry.problem(
              "oci_sd: unknown auth method "
                  + MapReader.quote(auth)
                  + ", expected \"api_key\" or \"instance_principal\"");
    }
    int empty = compartments.indexOf("");
    entry.require(empty < 0, "oci_sd: compartments[" + empty + "] must not be empty");
    entry.require(refreshMs > 0, "oci_sd: refresh_interval must be positive");
  }
}
