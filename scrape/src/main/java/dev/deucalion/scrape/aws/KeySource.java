package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.Credentials;
import dev.deucalion.scrape.http.FetchException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the keys to sign with, in the order of Amazon's own clients: the configuration, the
 * environment, a token of the environment that stands for a role, a profile, and what the container
 * or the machine is allowed to. One thread.
 */
final class KeySource {
  /** Of keys that expire: asked for again when less is left. */
  private static final long MARGIN_MS = 300_000;

  private static final String WEB_TOKEN = "web_identity_token_file";

  private final AwsIdentity identity;
  private final Map<String, String> environment;
  private final MachineKeys machine;
  private final RoleKeys roles;

  KeySource(
      AwsIdentity identity, Map<String, String> environment, MachineKeys machine, RoleKeys roles) {
    this.identity = identity;
    this.environment = environment;
    this.machine = machine;
    this.roles = roles;
  }

  static boolean isFresh(AwsKeys keys, long nowMs) {
    return keys.expiresMs() == Long.MAX_VALUE || nowMs < keys.expiresMs() - MARGIN_MS;
  }

  /** The region: of the configuration, the environment, the profile or the machine. */
  String region() throws DiscoveryException {
    if (!identity.region().isEmpty()) {
      return identity.region();
    }
    for (String name : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      if (!variable(name).isEmpty()) {
        return variable(name);
      }
    }
    String configured = Profiles.read(environment).get(profile(), "region");
    String region = configured.isEmpty() ? machine.region() : configured;
    if (region.isEmpty()) {
      throw new DiscoveryException("EC2 SD configuration requires a region");
    }
    return region;
  }

  /** Keys that are good now. */
  AwsKeys keys(long nowMs) throws DiscoveryException {
    try {
      String secret = Credentials.read(identity.secretKey(), "secret key");
      if (!identity.accessKey().isEmpty() && !secret.isEmpty()) {
        return AwsKeys.lasting(identity.accessKey(), secret, "");
      }
    } catch (FetchException e) {
      throw new DiscoveryException(String.valueOf(e.getMessage()), e);
    }
    if (identity.profile().isEmpty()) {
      if (!variable("AWS_ACCESS_KEY_ID").isEmpty()) {
        return ofEnvironment();
      }
      String tokenFile = variable("AWS_WEB_IDENTITY_TOKEN_FILE");
      if (!tokenFile.isEmpty()) {
        return byToken(
            new AwsRole(variable("AWS_ROLE_ARN"), variable("AWS_ROLE_SESSION_NAME"), ""),
            tokenFile);
      }
    }
    return ofProfile(Profiles.read(environment), profile(), nowMs, new HashSet<>());
  }

  private AwsKeys ofEnvironment() {
    return AwsKeys.lasting(
        variable("AWS_ACCESS_KEY_ID"),
        variable("AWS_SECRET_ACCESS_KEY"),
        variable("AWS_SESSION_TOKEN"));
  }

  /** Keys of a role, for the token that a file has now. */
  private AwsKeys byToken(AwsRole role, String file) throws DiscoveryException {
    if (role.arn().isEmpty()) {
      throw new DiscoveryException("no keys: role ARN is not set");
    }
    return roles.assumeByToken(role, MachineKeys.token(Path.of(file)), region());
  }

  /**
   * The keys of a profile, or of the role that it takes over.
   *
   * @param asked profiles that are waiting for this one's keys
   */
  private AwsKeys ofProfile(Profiles profiles, String profile, long nowMs, Set<String> asked)
      throws DiscoveryException {
    if (!asked.add(profile)) {
      throw new DiscoveryException(
          "no keys: the profile \"" + profile + "\" takes its keys from itself");
    }
    AwsRole role =
        new AwsRole(
            profiles.get(profile, "role_arn"),
            profiles.get(profile, "role_session_name"),
            profiles.get(profile, "external_id"));
    String source = profiles.get(profile, "source_profile");
    AwsKeys own;
    if (!source.isEmpty() && !source.equals(profile)) {
      own = ofProfile(profiles, source, nowMs, asked);
    } else if (!profiles.get(profile, "aws_access_key_id").isEmpty()) {
      own =
          AwsKeys.lasting(
              profiles.get(profile, "aws_access_key_id"),
              profiles.get(profile, "aws_secret_access_key"),
              profiles.get(profile, "aws_session_token"));
    } else if (!profiles.get(profile, WEB_TOKEN).isEmpty()) {
      return byToken(role, profiles.get(profile, WEB_TOKEN));
    } else {
      own = ofSurroundings(profiles, profile);
    }
    return role.arn().isEmpty() ? own : roles.assume(role, own, region(), nowMs);
  }

  /** The keys of what the program runs in, as a profile without keys may say. */
  private AwsKeys ofSurroundings(Profiles profiles, String profile) throws DiscoveryException {
    for (String unknown : new String[] {"credential_process", "sso_session", "sso_start_url"}) {
      if (!profiles.get(profile, unknown).isEmpty()) {
        throw new DiscoveryException(
            "no keys: " + unknown + " of the profile \"" + profile + "\" is not supported");
      }
    }
    String source = profiles.get(profile, "credential_source");
    return switch (source) {
      case "Environment" -> ofEnvironment();
      case "EcsContainer" -> machine.ofContainer();
      case "Ec2InstanceMetadata" -> machine.ofMachine();
      case "" -> machine.inContainer() ? machine.ofContainer() : machine.ofMachine();
      default ->
          throw new DiscoveryException("no keys: credential_source \"" + source + "\" is unknown");
    };
  }

  private String profile() {
    if (!identity.profile().isEmpty()) {
      return identity.profile();
    }
    String named = variable("AWS_PROFILE");
    return named.isEmpty() ? "default" : named;
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
