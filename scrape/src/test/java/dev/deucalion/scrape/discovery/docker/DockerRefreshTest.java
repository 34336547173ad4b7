package dev.deucalion.scrape.discovery.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.testing.Mechanisms;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerRefreshTest {
  private static final String NETWORKS =
      """
      [{"Id":"n1","Name":"front","Scope":"local","Internal":false,"Ingress":false,
        "Labels":{"com.docker.x":"y"}},
       {"Id":"n2","Name":"back","Scope":"local","Internal":true,"Ingress":false}]
      """;
  private static final String CONTAINERS =
      """
      [{"Id":"c1","Names":["/web"],"Image":"web:1","ImageID":"sha256:1","Labels":{"a.b":"c"},
        "Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                 {"PrivatePort":53,"Type":"udp"}],
        "HostConfig":{"NetworkMode":"front"},
        "NetworkSettings":{"Networks":{
          "front":{"NetworkID":"n1","IPAddress":"172.1.0.2"},
          "back":{"NetworkID":"n2","IPAddress":"172.2.0.2"},"none":null}}},
       {"Id":"c2","Names":["/host"],"Image":"h","ImageID":"i","Labels":{},"Ports":[],
        "HostConfig":{"NetworkMode":"host"},
        "NetworkSettings":{"Networks":{"host":{"NetworkID":"n9","IPAddress":""}}}},
       {"Id":"c3","Names":["/side"],"Image":"s","ImageID":"i","Ports":[],
        "HostConfig":{"NetworkMode":"container:c1"},"NetworkSettings":{"Networks":{}}},
       {"Id":"c4","Names":[],"HostConfig":{"NetworkMode":"front"}}]
      """;

  private static Answer answer(WebPeer.Request request) {
    return Answer.json(request.target().contains("/networks") ? NETWORKS : CONTAINERS);
  }

  private static DockerRefresh refresh(WebPeer peer, boolean matchFirst) throws Exception {
    DockerDiscoveryOptions options =
        new DockerDiscoveryOptions(
            "tcp://" + peer.address(),
            9100,
            Map.of("status", List.of("running", "paused")),
            "localhost",
            60_000,
            matchFirst,
            HttpClientOptions.DEFAULTS);
    return new DockerRefresh(options, DockerApi.of(options, Mechanisms.context().http()));
  }

  @Test
  void portsOfTheFirstNetworkAreTargets() throws Exception {
    try (WebPeer peer = WebPeer.start(DockerRefreshTest::answer)) {
      List<String> targets = Mechanisms.targets(refresh(peer, true).groups());
      assertThat(targets)
          .containsExactly(
              "{__address__=172.2.0.2:80, __meta_docker_container_id=c1,"
                  + " __meta_docker_container_image=web:1,"
                  + " __meta_docker_container_image_id=sha256:1,"
                  + " __meta_docker_container_label_a_b=c, __meta_docker_container_name=/web,"
                  + " __meta_docker_container_network_mode=front, __meta_docker_network_id=n2,"
                  + " __meta_docker_network_ingress=false, __meta_docker_network_internal=true,"
                  + " __meta_docker_network_ip=172.2.0.2, __meta_docker_network_name=back,"
                  + " __meta_docker_network_scope=local, __meta_docker_port_private=80,"
                  + " __meta_docker_port_public=8080, __meta_docker_port_public_ip=0.0.0.0}",
              "{__address__=localhost, __meta_docker_container_id=c2,"
                  + " __meta_docker_container_image=h, __meta_docker_container_image_id=i,"
                  + " __meta_docker_container_name=/host,"
                  + " __meta_docker_container_network_mode=host}",
              "{__address__=172.2.0.2:9100, __meta_docker_container_id=c3,"
                  + " __meta_docker_container_image=s, __meta_docker_container_image_id=i,"
                  + " __meta_docker_container_name=/side,"
                  + " __meta_docker_container_network_mode=container:c1,"
                  + " __meta_docker_network_id=n2, __meta_docker_network_ingress=false,"
                  + " __meta_docker_network_internal=true, __meta_docker_network_ip=172.2.0.2,"
                  + " __meta_docker_network_name=back, __meta_docker_network_scope=local}");
      String query = peer.requests().get(1).target();
      assertThat(URLDecoder.decode(query, StandardCharsets.UTF_8))
          .isEqualTo(
              "/v1.44/containers/json?filters={\"status\":{\"running\":true,\"paused\":true}}");
    }
  }

  @Test
  void allNetworksCountWhenToldTo() throws Exception {
    try (WebPeer peer = WebPeer.start(DockerRefreshTest::answer)) {
      assertThat(Mechanisms.targets(refresh(peer, false).groups()))
          .hasSize(5)
          .anyMatch(target ->
              target.contains("__address__=172.1.0.2:80")
                  && target.contains("__meta_docker_network_label_com_docker_x=y"));
    }
  }

  @Test
  void olderDaemonsAreAskedInTheirVersion() throws Exception {
    try (WebPeer peer = WebPeer.start(DockerRefreshTest::olderAnswer)) {
      DockerRefresh refresh = refresh(peer, true);
      assertThat(Mechanisms.targets(refresh.groups())).hasSize(3);
      assertThat(Mechanisms.targets(refresh.groups())).hasSize(3);
      assertThat(peer.requests())
          .extracting(WebPeer.Request::target)
          .filteredOn("/_ping"::equals)
          .hasSize(1);
    }
  }

  /** That of a daemon whose newest version is 1.41, as of Docker 20.10. */
  private static Answer olderAnswer(WebPeer.Request request) {
    if (request.target().equals("/_ping")) {
      return new Answer(200, Map.of("Api-Version", "1.41"), "OK");
    }
    return request.target().startsWith("/v1.41/")
        ? answer(request)
        : new Answer(400, Map.of(), "{\"message\":\"client version is too new\"}");
  }

  @Test
  void newerDaemonsAreAskedInTheVersionThatIsKnown() throws Exception {
    try (WebPeer peer =
        WebPeer.start(request ->
            request.target().equals("/_ping")
                ? new Answer(200, Map.of("Api-Version", "1.52"), "OK")
                : answer(request))) {
      refresh(peer, true).groups();
      assertThat(peer.requests())
          .extracting(WebPeer.Request::target)
          .filteredOn(target -> target.contains("/networks"))
          .containsExactly("/v1.44/networks");
    }
  }

  @Test
  void theDaemonsWordsAreTold() throws Exception {
    try (WebPeer peer =
        WebPeer.start(request -> new Answer(400, Map.of(), "{\"message\":\"bad filter\"}"))) {
      assertThatThrownBy(() -> refresh(peer, true).groups())
          .hasMessage("error while listing containers: daemon: bad filter");
    }
  }
}
