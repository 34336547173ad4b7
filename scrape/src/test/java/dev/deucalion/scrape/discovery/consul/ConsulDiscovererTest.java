package dev.deucalion.scrape.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.testing.ManualTime;
import dev.deucalion.scrape.testing.Mechanisms;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a peer that holds questions back until its state is newer, as Consul does. */
class ConsulDiscovererTest {
  private static final String WEB =
      """
      [{"Node":{"ID":"x","Node":"n1","Address":"10.0.0.1","Meta":{"rack.no":"7"},
         "TaggedAddresses":{"lan":"10.0.0.1"}},
        "Service":{"ID":"web-1","Service":"web","Address":"%s","Port":8080,
         "Tags":["a","b"],"Meta":{"version":"3"},"Namespace":"ns","Partition":"p"},
        "Checks":[{"CheckID":"c","Status":"passing"},{"CheckID":"d","Status":"warning"}]}]
      """;

  private final Map<String, TargetGroup> groups = new LinkedHashMap<>();
  private final AtomicInteger shortages = new AtomicInteger();
  private WebPeer peer;
  private @Nullable ConsulDiscoverer discoverer;

  /** Guarded by this, as all below. */
  private long index = 5;

  private String catalogue = "{\"web\":[\"a\",\"b\"],\"other\":[]}";
  private String web = WEB.formatted("");

  @BeforeEach
  void startPeer() throws Exception {
    peer = WebPeer.start(this::answer);
  }

  @AfterEach
  void stop() {
    ConsulDiscoverer started = discoverer;
    if (started != null) {
      started.close();
    }
    peer.close();
  }

  private synchronized Answer answer(WebPeer.Request request) throws InterruptedException {
    String target = request.target();
    if (target.startsWith("/prefix/v1/agent/self")) {
      return Answer.json("{\"Config\":{\"Datacenter\":\"dc1\"}}");
    }
    while (target.contains("index=" + index + "&")) {
      wait();
    }
    String body = target.startsWith("/prefix/v1/catalog/services") ? catalogue : web;
    return Answer.json(body).withHeader("X-Consul-Index", String.valueOf(index));
  }

  private synchronized void change(String newCatalogue, String newWeb) {
    catalogue = newCatalogue;
    web = newWeb;
    index++;
    notifyAll();
  }

  private void start(List<String> services, List<String> tags) throws DiscoveryException {
    start(services, tags, Mechanisms.context());
  }

  private void start(List<String> services, List<String> tags, DiscoveryContext context)
      throws DiscoveryException {
    ConsulDiscoveryOptions options =
        new ConsulDiscoveryOptions(
            peer.address(),
            "http",
            "/prefix",
            Secret.of("tok"),
            "",
            "",
            "part",
            ",",
            true,
            1,
            services,
            tags,
            Map.of("rack", "7"),
            "",
            "Service.Port == 8080",
            HttpClientOptions.DEFAULTS);
    ConsulDiscoverer started = new ConsulDiscoverer(options, context);
    discoverer = started;
    started.start(this::update);
  }

  private void update(List<TargetGroup> found) {
    if (shortages.getAndDecrement() > 0) {
      throw new OutOfMemoryError("test");
    }
    synchronized (groups) {
      found.forEach(group -> groups.put(group.source(), group));
    }
  }

  private List<String> targets() {
    synchronized (groups) {
      return Mechanisms.targets(List.copyOf(groups.values()));
    }
  }

  private static String target(String address, String serviceAddress) {
    return "{__address__="
        + address
        + ":8080, __meta_consul_address=10.0.0.1, __meta_consul_dc=dc1,"
        + " __meta_consul_health=warning, __meta_consul_metadata_rack_no=7,"
        + " __meta_consul_namespace=ns, __meta_consul_node=n1, __meta_consul_partition=p,"
        + " __meta_consul_service=web"
        + (serviceAddress.isEmpty() ? "" : ", __meta_consul_service_address=" + serviceAddress)
        + ", __meta_consul_service_id=web-1, __meta_consul_service_metadata_version=3,"
        + " __meta_consul_service_port=8080, __meta_consul_tagged_address_lan=10.0.0.1,"
        + " __meta_consul_tags=,a,b,}";
  }

  @Test
  void aChangeIsToldAsSoonAsTheServerKnows() throws Exception {
    start(List.of("web"), List.of());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(targets()).containsExactly(target("10.0.0.1", "")));
    change(catalogue, WEB.formatted("10.9.9.9"));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(targets()).containsExactly(target("10.9.9.9", "10.9.9.9")));
    assertThat(peer.requests())
        .noneMatch(request -> request.target().contains("catalog"))
        .anyMatch(request ->
            request
                .target()
                .equals(
                    "/prefix/v1/health/service/web?stale=&index=5&wait=120000ms&node-meta=rack%3A7"
                        + "&filter=Service.Port+%3D%3D+8080&partition=part"))
        .allMatch(request -> request.header("X-consul-token").equals("tok"));
  }

  @Test
  void servicesOfTheTagsComeAndGoWithTheCatalogue() throws Exception {
    start(List.of(), List.of("a", "b"));
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(targets()).hasSize(1));
    assertThat(peer.requests())
        .noneMatch(request -> request.target().contains("service/other"))
        .anyMatch(request -> request.target().contains("&tag=a&tag=b&"));
    change("{\"other\":[]}", web);
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(targets()).isEmpty());
  }

  @Test
  void goesOnAfterAMomentWithoutMemory() throws Exception {
    ManualTime time = new ManualTime(1_700_000_000_000L);
    shortages.set(1);
    start(List.of("web"), List.of(), Mechanisms.context(time, time));
    await().atMost(Duration.ofSeconds(60)).until(() -> shortages.get() == 0);
    time.awaitParked(1);
    assertThat(targets()).isEmpty();
    time.advanceUntilWoken();
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(targets()).hasSize(1));
    assertThat(peer.requests().stream().filter(request -> request.target().contains("/health/")))
        .hasSize(2);
  }
}
