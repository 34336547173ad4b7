package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfig.RateLimit;
import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.http.security.WebConfigSource;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Passwords, header fields and the limit of requests. */
final class AccessTest {
  /** Of "secret", at the least cost there is. */
  private static final String SECRET =
      "$2b$04$BOQgTOnN2V7LNTYJHaRBdOAXca7KqjBKSdn3NprLayHcNU/MLfQRS";

  private static final SequencedMap<String, String> NO_HEADERS = new LinkedHashMap<>();

  @Test
  void asksForANameAndAPassword() {
    WebConfig config = config(NO_HEADERS, Map.of("ann", SECRET), RateLimit.NONE);
    try (ServerFixture http = new ServerFixture(() -> config)) {
      HttpResponse<String> refused = http.get("/-/healthy");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Basic");
      assertThat(refused.body()).isEqualTo("Unauthorized\n");
      for (int i = 0; i < 2; i++) {
        assertThat(status(http, basic("ann:secret"))).isEqualTo(200);
        assertThat(status(http, "bASIC" + basic("ann:secret").substring(5))).isEqualTo(200);
        assertThat(status(http, basic("ann:secret2"))).isEqualTo(401);
        assertThat(status(http, basic("bob:secret"))).isEqualTo(401);
        assertThat(status(http, basic("ann"))).isEqualTo(401);
        assertThat(status(http, "Bearer ann:secret")).isEqualTo(401);
        assertThat(status(http, "Basic ???")).isEqualTo(401);
      }
      assertThat(http.metrics.snapshot())
          .filteredOn(handler -> handler.handler().equals("/-/healthy"))
          .allSatisfy(handler -> assertThat(handler.requestsByCode()).doesNotContainKey(401));
    }
  }

  @Test
  void aChangeOfUsersHoldsAtOnce() {
    AtomicReference<WebConfig> config =
        new AtomicReference<>(config(NO_HEADERS, Map.of("ann", SECRET), RateLimit.NONE));
    try (ServerFixture http = new ServerFixture(() -> Objects.requireNonNull(config.get()))) {
      assertThat(status(http, basic("ann:secret"))).isEqualTo(200);
      config.set(config(NO_HEADERS, Map.of("bob", SECRET), RateLimit.NONE));
      assertThat(status(http, basic("ann:secret"))).isEqualTo(401);
      assertThat(status(http, basic("bob:secret"))).isEqualTo(200);
      config.set(config(NO_HEADERS, Map.of("bob", "no hash"), RateLimit.NONE));
      assertThat(status(http, basic("bob:secret"))).isEqualTo(401);
      config.set(config(NO_HEADERS, Map.of(), RateLimit.NONE));
      assertThat(http.get("/-/healthy").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void nothingIsAnsweredWhileTheConfigurationIsBroken() {
    try (ServerFixture http = new ServerFixture(new BreaksLater())) {
      assertThat(http.get("/-/healthy").statusCode()).isEqualTo(500);
      assertThat(http.get("/-/healthy").body()).isEqualTo("Internal Server Error\n");
    }
  }

  @Test
  void answersCarryTheConfiguredHeaders() {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Frame-Options", "deny");
    headers.put("X-Content-Type-Options", "nosniff");
    WebConfig config = config(headers, Map.of(), RateLimit.NONE);
    try (ServerFixture http = new ServerFixture(() -> config)) {
      for (String path : new String[] {"/-/healthy", "/nosuch", "/api/v1/status/buildinfo"}) {
        HttpResponse<String> answer = http.get(path);
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("deny");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
      }
    }
  }

  @Test
  void letsNoMoreInThanTheLimitAllows() {
    WebConfig config = config(NO_HEADERS, Map.of(), new RateLimit(3_600_000_000_000L, 2));
    try (ServerFixture http = new ServerFixture(() -> config)) {
      assertThat(http.get("/-/healthy").statusCode()).isEqualTo(200);
      assertThat(http.get("/-/healthy").statusCode()).isEqualTo(200);
      HttpResponse<String> refused = http.get("/-/healthy");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).isEqualTo("Too Many Requests\n");
    }
  }

  @Test
  void doesNotStartWithHashesThatAreNone() {
    for (String hash : new String[] {"secret", SECRET.replace("$04$", "$03$"), SECRET + "x"}) {
      WebConfig config = config(NO_HEADERS, Map.of("ann", hash), RateLimit.NONE);
      assertThatThrownBy(() -> new ServerFixture(() -> config))
          .rootCause()
          .isInstanceOf(WebConfigException.class)
          .hasMessageStartingWith("crypto/bcrypt: ");
    }
  }

  private static WebConfig config(
      SequencedMap<String, String> headers, Map<String, String> users, RateLimit limit) {
    return new WebConfig(null, true, headers, users, limit);
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static int status(ServerFixture http, String authorization) {
    return http.send(
            HttpRequest.newBuilder(http.uri("/-/healthy")).header("Authorization", authorization))
        .statusCode();
  }

  /** Is read well once, at the start. */
  private static final class BreaksLater implements WebConfigSource {
    private boolean asked;

    @Override
    public synchronized WebConfig current() throws WebConfigException {
      if (asked) {
        throw new WebConfigException("broken");
      }
      asked = true;
      return WebConfig.OPEN;
    }
  }
}
