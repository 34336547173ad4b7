package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.http.HttpUrl;
import dev.deucalion.server.config.yaml.MapReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Checks entries of mechanisms of further hosters that the program does not have. */
final class OpenReaders {
  private OpenReaders() {}

  static void openstack(DiscoveryEntry entry) {
    MapReader in = entry.in();
    entry.texts("identity_endpoint", "username", "userid");
    entry.secrets("password");
    entry.texts("project_name", "project_id", "domain_name", "domain_id");
    entry.texts("application_credential_name", "application_credential_id");
    entry.secrets("application_credential_secret");
    entry.role(
        "role",
        Set.of("hypervisor", "instance", "loadbalancer"),
        "",
        "role missing (one of: instance, hypervisor, loadbalancer)",
        "unknown OpenStack SD role");
    entry.required("region", "openstack SD configuration requires a region");
    entry.refreshMs(60);
    entry.port(80);
    in.flag("all_tenants", false);
    entry.tls();
    String availability = in.text("availability", "public");
    entry.require(
        Set.of("public", "internal", "admin").contains(availability),
        "unknown availability " + availability + ", must be one of admin, internal or public");
  }

  static void outscale(DiscoveryEntry entry) {
    MapReader in = entry.in();
    entry.texts("endpoint");
    String region = in.text("region", "eu-west-2");
    entry.require(!region.isEmpty(), "outscale SD configuration requires a region");
    entry.required("access_key", "outscale SD configuration requires access_key");
    entry.secretOrFile("secret_key", "secret_key_file");
    entry.refreshMs(60);
    entry.port(80);
    entry.http();
  }

  static void ovhcloud(DiscoveryEntry entry) {
    MapReader in = entry.in();
    entry.require(!in.text("endpoint", "ovh-eu").isEmpty(), "endpoint can not be empty");
    entry.required("application_key", "application key can not be empty");
    entry.require(
        !in.secret("application_secret").isEmpty(), "application secret can not be empty");
    entry.require(!in.secret("consumer_key").isEmpty(), "consumer key can not be empty");
    entry.refreshMs(60);
    String service = in.text("service", "");
    entry.require(
        Set.of("dedicated_server", "vps").contains(service), "unknown service: " + service);
  }

  static void scaleway(DiscoveryEntry entry) {
    MapReader in = entry.in();
    entry.required("project_id", "project_id is mandatory");
    in.text("api_url", "https://api.scaleway.com");
    in.text("zone", "fr-par-1");
    entry.required("access_key", "access_key is mandatory");
    entry.secretOrFile("secret_key", "secret_key_file");
    entry.texts("name_filter");
    in.texts("tags_filter");
    entry.http();
    entry.refreshMs(60);
    entry.port(80);
    entry.role(
        "role",
        Set.of("instance", "baremetal"),
        "",
        "role missing (one of: instance, baremetal)",
        "unknown role");
  }

  static void stackit(DiscoveryEntry entry) {
    MapReader in = entry.in();
    entry.http();
    entry.texts("project");
    entry.refreshMs(60);
    entry.port(80);
    String region = in.text("region", "eu01");
    String endpoint = in.text("endpoint", "");
    entry.secrets("service_account_key", "private_key");
    entry.texts("service_account_key_path", "private_key_path", "credentials_file_path");
    entry.require(
        !endpoint.isEmpty() || !region.isEmpty(), "stackit_sd: endpoint and region missing");
    requireUrl(entry, endpoint, "stackit_sd: invalid endpoint " + MapReader.quote(endpoint));
  }

  static void triton(DiscoveryEntry entry) {
    MapReader in = entry.in();
    entry.required("account", "triton SD configuration requires an account");
    String role = in.text("role", "container");
    entry.require(
        Set.of("container", "cn").contains(role),
        "triton SD configuration requires role to be 'container' or 'cn'");
    entry.required("dns_suffix", "triton SD configuration requires a dns_suffix");
    entry.required("endpoint", "triton SD configuration requires an endpoint");
    in.texts("groups");
    entry.port(9163);
    entry.refreshMs(60);
    entry.tls();
    in.integer("version", 1);
  }

  static void uyuni(DiscoveryEntry entry) {
    MapReader in = entry.in();
    String server = entry.required("server", "Uyuni SD configuration requires server host");
    entry.required("username", "Uyuni SD configuration requires a username");
    entry.require(!in.secret("password").isEmpty(), "Uyuni SD configuration requires a password");
    entry.http();
    in.text("entitlement", "monitoring_entitled");
    in.text("separator", ",");
    entry.refreshMs(60);
    requireUrl(entry, server, "Uyuni Server URL is not valid");
  }

  private static void requireUrl(DiscoveryEntry entry, String url, String problem) {
    try {
      new URI(HttpUrl.escaped(url));
    } catch (URISyntaxException e) {
      entry.problem(problem + ": " + e.getReason());
    }
  }
}
