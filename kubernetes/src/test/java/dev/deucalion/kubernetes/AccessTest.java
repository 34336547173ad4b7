package dev.deucalion.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Namespaces;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.OAuth2Options;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to an API server. */
class AccessTest {
  private static final KubernetesOptions PODS = KubernetesOptions.inCluster(Role.POD);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FakeApi api = new FakeApi();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    api.close();
  }

  private void findPods(Found.Program program, KubernetesOptions options)
      throws DiscoveryException {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    try (Found found = program.start(options).awaitFirst()) {
      assertThat(found.groups()).containsOnlyKeys("pod/shop/a");
    }
  }

  @Test
  void aTokenFileIsReadAnewForEachRequest() throws IOException, DiscoveryException {
    Path token = Files.writeString(directory.resolve("token"), "first\n");
    HttpClientOptions http =
        HttpClientOptions.DEFAULTS
            .withAuth(new HttpAuth.Credentials("Bearer", Secret.inFile(token)))
            .withHeaders(Map.of("X-Scope", List.of(Secret.of("a"))));
    Found.Program program = Found.Program.anywhere();
    KubernetesOptions options = PODS.withApiServer(api.url(), http);
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    try (Found found = program.start(options).awaitFirst()) {
      assertThat(api.headers("Authorization")).containsOnly("Bearer first");
      assertThat(api.headers("X-Scope")).containsOnly("a");
      assertThat(api.headers("User-Agent")).contains("Tests/1");

      await().atMost(PATIENCE).until(() -> api.openWatches() == 1);
      Files.writeString(token, "second\n");
      api.breakWatches();
      await().atMost(PATIENCE).until(() -> api.headers("Authorization").contains("Bearer second"));
      assertThat(found.groups()).containsOnlyKeys("pod/shop/a");
    }
  }

  @Test
  void aNameAndAPasswordAreSent() throws DiscoveryException {
    HttpAuth user = new HttpAuth.Basic(Secret.of("me"), Secret.of("pass"));
    findPods(
        Found.Program.anywhere(),
        PODS.withApiServer(api.url(), HttpClientOptions.DEFAULTS.withAuth(user)));
    assertThat(api.headers("Authorization")).contains("Basic bWU6cGFzcw==");
  }

  @Test
  void aTokenOfOAuth2IsAskedForAndSent() throws IOException, DiscoveryException {
    HttpServer tokens =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext(
        "/token",
        exchange -> {
          byte[] body = "{\"access_token\":\"t1\",\"expires_in\":3600}".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    tokens.start();
    try {
      OAuth2Options oauth2 =
          new OAuth2Options(
              "me",
              Secret.of("secret"),
              "http://127.0.0.1:" + tokens.getAddress().getPort() + "/token",
              List.of(),
              Map.of(),
              TlsOptions.DEFAULTS,
              ProxyOptions.NONE,
              null);
      HttpClientOptions http = HttpClientOptions.DEFAULTS.withAuth(new HttpAuth.OAuth2(oauth2));
      findPods(Found.Program.anywhere(), PODS.withApiServer(api.url(), http));
      assertThat(api.headers("Authorization")).containsOnly("Bearer t1");
    } finally {
      tokens.stop(0);
    }
  }

  @Test
  void aKubeconfigFileSaysAll() throws IOException, DiscoveryException {
    Path file = KubeconfigFile.write(directory, "{server: '" + api.url() + "'}", "{token: secret}");
    findPods(Found.Program.anywhere(), PODS.withKubeconfigFile(file.toString()));
    assertThat(api.headers("Authorization")).contains("Bearer secret");
  }

  @Test
  void aKubeconfigFileMayNameTheFileOfATokenAndWhomToActAs() throws Exception {
    Files.writeString(directory.resolve("user.token"), "first\n");
    Path file =
        KubeconfigFile.write(
            directory,
            "{server: '" + api.url() + "'}",
            "{token: old, tokenFile: user.token, as-uid: 06f6, as-groups: [viewers],"
                + " as: 'system:serviceaccount:monitoring:prometheus'}");
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    try (Found found =
        Found.Program.anywhere().start(PODS.withKubeconfigFile(file.toString())).awaitFirst()) {
      assertThat(api.headers("Authorization")).containsOnly("Bearer first");
      assertThat(api.headers("Impersonate-User"))
          .containsOnly("system:serviceaccount:monitoring:prometheus");
      assertThat(api.headers("Impersonate-Group")).containsOnly("viewers");
      assertThat(api.headers("Impersonate-Uid")).containsOnly("06f6");

      await().atMost(PATIENCE).until(() -> api.openWatches() == 1);
      Files.writeString(directory.resolve("user.token"), "second\n");
      api.breakWatches();
      await().atMost(PATIENCE).until(() -> api.headers("Authorization").contains("Bearer second"));
      assertThat(found.groups()).containsOnlyKeys("pod/shop/a");
    }
  }

  @Test
  void aKubeconfigFileMayNameAUidToActAsBesideItsOwnCredentials() throws Exception {
    Path file =
        KubeconfigFile.write(
            directory,
            "{server: '" + api.url() + "'}",
            "{token: secret, as: me, as-uid: 06f6, as-groups: null, as-user-extra: null}");
    findPods(Found.Program.anywhere(), PODS.withKubeconfigFile(file.toString()));
    assertThat(api.headers("Authorization")).containsOnly("Bearer secret");
    assertThat(api.headers("Impersonate-User")).containsOnly("me");
    assertThat(api.headers("Impersonate-Uid")).containsOnly("06f6");
    assertThat(api.headers("Impersonate-Group")).isEmpty();
  }

  @Test
  void withoutWhomToActAsAKubeconfigFileNamesNoUidEither() throws Exception {
    Path file =
        KubeconfigFile.write(
            directory, "{server: '" + api.url() + "'}", "{token: secret, as-uid: 06f6}");
    findPods(Found.Program.anywhere(), PODS.withKubeconfigFile(file.toString()));
    assertThat(api.headers("Impersonate-Uid")).isEmpty();
  }

  /** Clients written in Go write {@code users: null} where there is no user. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "contexts: [{name: here, context: {cluster: c, user: ''}}]\nusers: null",
        "contexts: [{name: here, context: {cluster: c}}]\nusers: [{name: v, user: {token: t}}]",
        "contexts: [{name: here, context: {cluster: c, user: u}}]\nusers: [{name: u}]",
        "contexts: [{context: {cluster: d}}, {name: there}, {name: here, context: {cluster: c}}]",
      })
  void aKubeconfigFileNeedNotNameAUser(String contextsAndUsers) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("config"),
            """
            current-context: here
            clusters: [{name: c, cluster: {server: '%s'}}]
            %s
            """
                .formatted(api.url(), contextsAndUsers));
    findPods(Found.Program.anywhere(), PODS.withKubeconfigFile(file.toString()));
    assertThat(api.headers("Authorization")).isEmpty();
  }

  @Test
  void usersWithoutNamesInAKubeconfigFileArePassedOver() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("config"),
            """
            current-context: here
            clusters: [{name: c, cluster: {server: '%s'}}]
            contexts: [{name: here, context: {cluster: c, user: u}}]
            users: [{user: {tokenFile: wrong}}, {name: u, user: {token: secret}}]
            """
                .formatted(api.url()));
    findPods(Found.Program.anywhere(), PODS.withKubeconfigFile(file.toString()));
    assertThat(api.headers("Authorization")).containsOnly("Bearer secret");
  }

  @Test
  void aMissingKubeconfigFileIsSaidAtOnce() {
    assertThatThrownBy(
            () -> Found.Program.anywhere().start(PODS.withKubeconfigFile("/nonexistent/config")))
        .isInstanceOf(DiscoveryException.class)
        .hasMessage("open /nonexistent/config: no such file or directory");
  }

  @Test
  void outsideOfAPodThereIsNoClusterByItself() {
    assertThatThrownBy(() -> Found.Program.anywhere().start(PODS))
        .isInstanceOf(DiscoveryException.class)
        .hasMessage(
            "unable to load in-cluster configuration, KUBERNETES_SERVICE_HOST and"
                + " KUBERNETES_SERVICE_PORT must be defined");
  }

  @Test
  void ownNamespaceIsThatOfThePod() throws IOException {
    Found.Program pod =
        Found.Program.inPod(
            directory, Map.of("KUBERNETES_SERVICE_HOST", "h", "KUBERNETES_SERVICE_PORT", "1"));
    KubernetesOptions options = PODS.withNamespaces(new Namespaces(true, List.of()));
    Files.writeString(directory.resolve("token"), "t");
    assertThatThrownBy(() -> pod.start(options))
        .isInstanceOf(DiscoveryException.class)
        .hasMessageStartingWith("could not determine the pod's namespace: ");

    Files.writeString(directory.resolve("namespace"), "");
    assertThatThrownBy(() -> pod.start(options))
        .isInstanceOf(DiscoveryException.class)
        .hasMessage("could not read own namespace name (empty file)");
  }
}
