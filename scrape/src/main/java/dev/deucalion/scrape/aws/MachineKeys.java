package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Asks the machine or the container that the program runs on what it is allowed to. One thread. */
final class MachineKeys {
  private static final long TIMEOUT_MS = 5_000;
  private static final String DEFAULT_METADATA = "http://169.254.169.254";
  private static final String CONTAINER_HOST = "http://169.254.170.2";

  private final Map<String, String> environment;
  private final HttpCaller caller;

  MachineKeys(Map<String, String> environment, HttpCaller caller) {
    this.environment = environment;
    this.caller = caller;
  }

  /** The region that the machine is in, empty where it does not say. */
  String region() throws DiscoveryException {
    return metadata("/latest/meta-data/placement/region");
  }

  /** Whether there is a container that has keys. */
  boolean inContainer() {
    return !containerUrl().isEmpty();
  }

  /** The keys of the container. */
  AwsKeys ofContainer() throws DiscoveryException {
    HttpRequest request = HttpRequest.get(containerUrl());
    String token = containerToken();
    return parse(ask(token.isEmpty() ? request : request.withHeader("Authorization", token)));
  }

  /** The keys of the machine. */
  AwsKeys ofMachine() throws DiscoveryException {
    String path = "/latest/meta-data/iam/security-credentials/";
    String role = metadata(path).lines().findFirst().orElse("");
    if (role.isEmpty()) {
      throw new DiscoveryException(
          "no keys: neither the configuration nor the environment, a profile or the machine has"
              + " any");
    }
    return parse(metadata(path + role));
  }

  private String containerUrl() {
    String relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    return relative.isEmpty()
        ? variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        : CONTAINER_HOST + relative;
  }

  /** What the container shows; a file is read each time, as its content changes. */
  private String containerToken() throws DiscoveryException {
    String file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    return file.isEmpty() ? variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") : token(Path.of(file));
  }

  /** The token in a file. */
  static String token(Path file) throws DiscoveryException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new DiscoveryException("no keys: unable to read token " + file, e);
    }
  }

  private static AwsKeys parse(String json) throws DiscoveryException {
    JsonValue value = JsonValue.parse(json.getBytes(StandardCharsets.UTF_8));
    return new AwsKeys(
        value.text("AccessKeyId"),
        value.text("SecretAccessKey"),
        value.text("Token"),
        RoleKeys.expiryMs(value.text("Expiration")));
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

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
