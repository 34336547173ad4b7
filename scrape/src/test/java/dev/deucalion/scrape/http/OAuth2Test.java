package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.OAuth2Options;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.testing.ManualTime;
import dev.deucalion.scrape.testing.TestCertificate;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OAuth2Test {
  private final ManualTime time = new ManualTime(1_700_000_000_000L);
  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM, time, new Random(1));
  private WebPeer target;
  private int tokens;

  @BeforeEach
  void startTarget() throws Exception {
    target = WebPeer.start(request -> Answer.json("{}"));
  }

  @AfterEach
  void stopTarget() {
    target.close();
  }

  private Answer nextToken() {
    return Answer.json(
        "{\"access_token\":\"t" + ++tokens + "\",\"token_type\":\"bearer\",\"expires_in\":60}");
  }

  private HttpCaller caller(OAuth2Options options) {
    return new HttpCaller(
        resources, HttpClientOptions.DEFAULTS.withAuth(new HttpAuth.OAuth2(options)));
  }

  private static OAuth2Options options(
      String url, Secret secret, OAuth2Options.@Nullable Assertion assertion) {
    return new OAuth2Options(
        "me",
        secret,
        url,
        List.of("a", "b"),
        Map.of("audience", "x y"),
        TlsOptions.DEFAULTS,
        ProxyOptions.NONE,
        assertion);
  }

  private void call(HttpCaller caller) throws FetchException {
    caller.call(HttpRequest.get(target.url("/")), 20_000);
  }

  private List<String> shown() {
    return target.requests().stream().map(request -> request.header("Authorization")).toList();
  }

  @Test
  void aTokenIsUsedUntilShortlyBeforeItExpires() throws Exception {
    try (WebPeer server = WebPeer.start(request -> nextToken());
        HttpCaller caller = caller(options(server.url("/token"), Secret.of("s/1"), null))) {
      call(caller);
      time.setMs(time.nowMs() + 49_999);
      call(caller);
      time.setMs(time.nowMs() + 1);
      call(caller);
      assertThat(shown()).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
      WebPeer.Request first = server.requests().getFirst();
      assertThat(first.method()).isEqualTo("POST");
      assertThat(first.body()).isEqualTo("audience=x+y&grant_type=client_credentials&scope=a+b");
      assertThat(first.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
      assertThat(first.header("Authorization"))
          .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:s%2F1".getBytes(UTF_8)));
    }
  }

  @Test
  void anotherSecretInTheFileAsksForAnotherToken(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "one\n");
    try (WebPeer server = WebPeer.start(request -> nextToken());
        HttpCaller caller = caller(options(server.url("/token"), Secret.inFile(file), null))) {
      call(caller);
      Files.writeString(file, "two\n");
      call(caller);
      assertThat(shown()).containsExactly("Bearer t1", "Bearer t2");
    }
  }

  @Test
  void aServerMayWantTheSecretAmongTheParameters() throws Exception {
    try (WebPeer server =
            WebPeer.start(request ->
                request.body().contains("client_secret=s")
                    ? nextToken()
                    : new Answer(401, Map.of(), "no"));
        HttpCaller caller = caller(options(server.url("/token"), Secret.of("s"), null))) {
      call(caller);
      time.setMs(time.nowMs() + 60_000);
      call(caller);
      assertThat(shown()).containsExactly("Bearer t1", "Bearer t2");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aRefusalIsToldAndNothingIsSentToTheTarget() throws Exception {
    try (WebPeer server = WebPeer.start(request -> new Answer(403, Map.of(), "go away"));
        HttpCaller caller = caller(options(server.url("/token"), Secret.of("s"), null))) {
      assertThatThrownBy(() -> call(caller))
          .hasMessage(
              "Get \""
                  + target.url("/")
                  + "\": oauth2: cannot fetch token: 403 Forbidden\nResponse: go away");
      assertThat(target.requests()).isEmpty();
    }
  }

  @Test
  void answersAsFormsCountToo() throws Exception {
    Answer form =
        new Answer(
            200,
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "access_token=a%2Bb&token_type=mac&expires_in=60");
    try (WebPeer server = WebPeer.start(request -> form);
        HttpCaller caller = caller(options(server.url("/token"), Secret.of("s"), null))) {
      call(caller);
      assertThat(shown()).containsExactly("MAC a+b");
    }
  }

  @Test
  void anAssertionIsSigned(@TempDir Path directory) throws Exception {
    TestCertificate key = TestCertificate.make(directory, "client", "RSA");
    OAuth2Options.Assertion assertion =
        new OAuth2Options.Assertion(
            Secret.of(key.keyPem()),
            "k1",
            "RS256",
            "issuer",
            "for whom",
            Map.of("n", 5L, "list", List.of("x", true)));
    try (WebPeer server = WebPeer.start(request -> nextToken());
        HttpCaller caller = caller(options(server.url("/token"), Secret.of("unused"), assertion))) {
      call(caller);
      String body = server.requests().getFirst().body();
      assertThat(body)
          .startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=")
          .endsWith("&scope=a+b&audience=x+y");
      String[] jwt = URLDecoder.decode(body.split("[=&]", -1)[3], UTF_8).split("\\.", -1);
      assertThat(decoded(jwt[0])).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}");
      assertThat(decoded(jwt[1]))
          .startsWith("{\"iss\":\"issuer\",\"sub\":\"me\",\"jti\":\"")
          .contains(
              "\"aud\":\"for whom\",\"iat\":1700000000,\"exp\":1700000600,\"scope\":\"a b\"",
              "\"n\":5",
              "\"list\":[\"x\",true]");
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key.publicKey());
      signature.update((jwt[0] + "." + jwt[1]).getBytes(UTF_8));
      assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    }
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }
}
