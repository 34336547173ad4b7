package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.Credentials;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Finds the keys to sign with, in the order of Amazon's own clients: the configuration, the
 * environment, a profile of the credentials file, and what the machine is allowed to. Keys that
 * expire are asked for again in time. One thread.
 */
final class KeySource {
  /** Of keys that expire: asked for again when less is left. */
  private static final long MARGIN_MS = 300_000;

  private static final long TIMEOUT_MS = 5_000;
  private static final String DEFAULT_METADATA = "http://169.254.169.254";
  private static final String CONTAINER_HOST = "http://169.254.170.2";

  private final AwsIdentity identity;
  private final Map<String, String> environment;
  private final HttpCaller caller;

  KeySource(AwsIdentity identity, Map<String, String> environment, HttpCaller caller) {
    this.identity = identity;
    this.environment = environment;
    this.caller = caller;
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
    String configured = configFile().get(profile(), "region");
    if (!configured.isEmpty()) {
      return configured;
    }
    String region = metadata("/latest/meta-data/placement/region");
    if (region.isEmpty()) {
      throw new DiscoveryException("EC2 SD configuration requires a region");
    }
    return region;
  }

  /** Keys that are good now. */
  AwsKeys keys() throws DiscoveryException {
    try {
      String secret = Credentials.read(identity.secretKey(), "secret key");
      if (!identity.accessKey().isEmpty() && !secret.isEmpty()) {
        return AwsKeys.lasting(identity.accessKey(), secret, "");
      }
    } catch (FetchException e) {
      throw new DiscoveryException(String.valueOf(e.getMessage()), e);
    }
    if (identity.profile().isEmpty() && !variable("AWS_ACCESS_KEY_ID").isEmpty()) {
      return AwsKeys.lasting(
          variable("AWS_ACCESS_KEY_ID"),
          variable("AWS_SECRET_ACCESS_KEY"),
          variable("AWS_SESSION_TOKEN"));
    }
    for (ProfileFile file : new ProfileFile[] {credentialsFile(), configFile()}) {
      String access = file.get(profile(), "aws_access_key_id");
      if (!access.isEmpty()) {
        return AwsKeys.lasting(
            access,
            file.get(profile(), "aws_secret_access_key"),
            file.get(profile(), "aws_session_token"));
      }
    }
    return ofMachine();
  }

  private AwsKeys ofMachine() throws DiscoveryException {
    String relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    String full = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (!relative.isEmpty() || !full.isEmpty()) {
      String url = relative.isEmpty() ? full : CONTAINER_HOST + relative;
      HttpRequest request = HttpRequest.get(url);
      String token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
      return parse(ask(token.isEmpty() ? request : request.withHeader("Authorization", token)));
    }
    String path = "/latest/meta-data/iam/security-credentials/";
    String role = metadata(path).lines().findFirst().orElse("");
    if (role.isEmpty()) {
      throw new DiscoveryException(
          "no keys: neither the configuration nor the environment, a profile or the machine has"
              + " any");
    }
    return parse(metadata(path + role));
  }

  private static AwsKeys parse(String json) throws DiscoveryException {
    JsonValue value = JsonValue.parse(json.getBytes(StandardCharsets.UTF_8));
    long expiresMs;
    try {
      expiresMs = Instant.parse(value.text("Expiration")).toEpochMilli();
    } catch (DateTimeParseException e) {
      expiresMs = Long.MAX_VALUE;
    }
    return new AwsKeys(
        value.text("AccessKeyId"), value.text("SecretAccessKey"), value.text("Token"), expiresMs);
  }

  /** What the machine says of itself, through a session (IMDSv2). */
  private String metadata(String path) throws DiscoveryException {
    String host = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    String base = host.isEmpty() ? DEFAULT_METADATA : host;
    HttpRequest session =
        new HttpRequest("PUT", base + "/latest/api/token", Map.of(), new byte[0])
            .withHeader("X-aws-ec2-metadata-token-ttl-seconds", "60");
    String token = ask(session);
    return ask(HttpRequest.get(base + path).withHeader("X-aws-ec2-metadata-token", token));
  }

  private String ask(HttpRequest request) throws DiscoveryException {
    try {
      HttpResponse answer = caller.call(request, TIMEOUT_MS);
      if (!answer.isSuccess()) {
        throw new DiscoveryException("no keys: " + request.url() + " answers " + answer.status());
      }
      return answer.text();
    } catch (FetchException e) {
      throw new DiscoveryException("no keys: " + e.getMessage(), e);
    }
  }

  private String profile() {
    if (!identity.profile().isEmpty()) {
      return identity.profile();
    }
    String named = variable("AWS_PROFILE");
    return named.isEmpty() ? "default" : named;
  }

  private ProfileFile credentialsFile() {
    return file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
  }

  private ProfileFile configFile() {
    return file("AWS_CONFIG_FILE", "config");
  }

  private ProfileFile file(String variable, String name) {
    String path = variable(variable);
    return ProfileFile.read(
        path.isEmpty() ? Path.of(variable("HOME"), ".aws", name) : Path.of(path));
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
