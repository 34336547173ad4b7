package dev.deucalion.server.config.discovery;

import java.util.Set;

/** Checks entries of those mechanisms of Amazon's cloud that the program does not have. */
final class AwsReaders {
  private static final Set<String> ROLES =
      Set.of("ec2", "ecs", "elasticache", "lightsail", "msk", "rds");
  private static final String UNKNOWN_ROLE = "unknown AWS SD role";

  private AwsReaders() {}

  static void byRole(DiscoveryEntry entry) {
    entry.role("role", ROLES, "", UNKNOWN_ROLE + " \"\"", UNKNOWN_ROLE);
    entry.texts("region", "endpoint");
    credentials(entry);
    entry.refreshMs(60);
    entry.port(80);
    entry.http();
    entry.filters();
    entry.in().texts("clusters");
  }

  static void clusters(DiscoveryEntry entry) {
    entry.texts("region", "endpoint");
    credentials(entry);
    entry.in().texts("clusters");
    entry.port(80);
    entry.refreshMs(60);
    entry.in().integer("request_concurrency", 10);
    entry.http();
  }

  static void rds(DiscoveryEntry entry) {
    entry.filters();
    clusters(entry);
  }

  static void lightsail(DiscoveryEntry entry) {
    entry.texts("endpoint", "region");
    credentials(entry);
    entry.refreshMs(60);
    entry.port(80);
    entry.http();
  }

  private static void credentials(DiscoveryEntry entry) {
    entry.texts("access_key");
    entry.secrets("secret_key");
    entry.texts("profile", "role_arn", "external_id");
  }
}
