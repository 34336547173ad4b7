package dev.deucalion.scrape.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.testing.Mechanisms;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsRefreshTest {
  private static final int SERVER_FAILURE = 2;

  private final DiscoveryContext context = Mechanisms.context();
  private NamePeer peer;

  @BeforeEach
  void start() throws Exception {
    peer = new NamePeer();
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
  }

  private DnsRefresh refresh(RecordType type, String... names) {
    ResolvConf conf = new ResolvConf(List.of(peer.address()), List.of("corp.test"), 1, 5_000, 2);
    return new DnsRefresh(
        new DnsDiscoveryOptions(List.of(names), type, 9100, 30_000),
        () -> conf,
        new DnsClient(new Random(1)),
        context);
  }

  private void zone(String name, int code, int type, byte[]... data) {
    List<NamePeer.Entry> entries =
        List.of(data).stream().map(bytes -> new NamePeer.Entry(type, bytes)).toList();
    peer.zones.put(name, new NamePeer.Zone(code, entries));
  }

  private List<String> targets(DnsRefresh refresh) throws DiscoveryException {
    return Mechanisms.targets(refresh.groups());
  }

  @Test
  void serviceRecordsBringTheirPorts() throws Exception {
    zone(
        "_web._tcp.a.test.",
        0,
        33,
        NamePeer.numbersAndName("h1.a.test", 1, 2, 8080),
        NamePeer.numbersAndName("h2.a.test", 1, 2, 8081));
    assertThat(targets(refresh(RecordType.SRV, "_web._tcp.a.test")))
        .containsExactly(
            "{__address__=h1.a.test:8080, __meta_dns_name=_web._tcp.a.test,"
                + " __meta_dns_srv_record_port=8080, __meta_dns_srv_record_target=h1.a.test.}",
            "{__address__=h2.a.test:8081, __meta_dns_name=_web._tcp.a.test,"
                + " __meta_dns_srv_record_port=8081, __meta_dns_srv_record_target=h2.a.test.}");
  }

  @Test
  void addressesOfBothFamilies() throws Exception {
    zone("a.test.", 0, 1, new byte[] {10, 0, 0, 1});
    zone("b.test.", 0, 28, InetAddress.ofLiteral("2001:db8::1:0:0:5").getAddress());
    assertThat(targets(refresh(RecordType.A, "a.test")))
        .containsExactly("{__address__=10.0.0.1:9100, __meta_dns_name=a.test}");
    assertThat(targets(refresh(RecordType.AAAA, "b.test")))
        .containsExactly("{__address__=[2001:db8::1:0:0:5]:9100, __meta_dns_name=b.test}");
  }

  @Test
  void mailAndNameServers() throws Exception {
    zone("m.test.", 0, 15, NamePeer.numbersAndName("mail.test", 10));
    zone("n.test.", 0, 2, NamePeer.name("ns.test"));
    assertThat(targets(refresh(RecordType.MX, "m.test")))
        .containsExactly(
            "{__address__=mail.test:9100, __meta_dns_mx_record_target=mail.test.,"
                + " __meta_dns_name=m.test}");
    assertThat(targets(refresh(RecordType.NS, "n.test")))
        .containsExactly(
            "{__address__=ns.test:9100, __meta_dns_name=n.test,"
                + " __meta_dns_ns_record_target=ns.test.}");
  }

  @Test
  void anAnswerThatDoesNotFitIsAskedForByTcp() throws Exception {
    zone("a.test.", 0, 1, new byte[] {10, 0, 0, 1});
    peer.truncates = true;
    assertThat(targets(refresh(RecordType.A, "a.test"))).hasSize(1);
    assertThat(peer.asked).containsExactly("udp a.test.", "tcp a.test.");
  }

  @Test
  void suffixesAreTriedInTurn() throws Exception {
    zone("short.corp.test.", 0, 1, new byte[] {10, 0, 0, 1});
    zone("x.y.corp.test.", 0, 1, new byte[] {10, 0, 0, 2});
    assertThat(targets(refresh(RecordType.A, "short", "x.y"))).hasSize(2);
    assertThat(peer.asked)
        .containsOnlyOnce("udp short.corp.test.")
        .containsSubsequence("udp x.y.", "udp x.y.corp.test.")
        .hasSize(3);
  }

  @Test
  void aNameThatExistsWithoutRecordsOfTheTypeHasNoTargets() throws Exception {
    zone("x.y.", 0, 1);
    zone("x.y.corp.test.", 0, 1, new byte[] {10, 0, 0, 2});
    assertThat(targets(refresh(RecordType.A, "x.y"))).isEmpty();
    assertThat(peer.asked).containsExactly("udp x.y.");
  }

  @Test
  void aNameThatNoServerAnswersForKeepsItsTargets() throws Exception {
    zone("a.test.", 0, 1, new byte[] {10, 0, 0, 1});
    DnsRefresh refresh = refresh(RecordType.A, "a.test");
    assertThat(targets(refresh)).hasSize(1);
    zone("a.test.", SERVER_FAILURE, 1);
    assertThat(targets(refresh)).hasSize(1);
    assertThat(DnsRefresh.failures(context.metrics()).sum()).isEqualTo(1);
    peer.zones.clear();
    assertThat(targets(refresh)).isEmpty();
    assertThat(DnsRefresh.lookups(context.metrics()).sum()).isEqualTo(3);
  }

  @Test
  void brokenAnswersAreNoAnswers() {
    byte[] loop = new byte[20];
    loop[5] = 1;
    loop[12] = (byte) 0xC0;
    loop[13] = 12;
    assertThatThrownBy(() -> DnsMessage.parse(loop, loop.length))
        .hasMessageContaining("a name leads forward");
    assertThatThrownBy(() -> DnsMessage.parse(new byte[5], 5))
        .hasMessage("broken answer of a name server");
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      try {
        DnsMessage.parse(noise, noise.length);
      } catch (DiscoveryException e) {
        assertThat(e).hasMessageStartingWith("broken answer");
      }
    }
  }

  @Test
  void resolvConf() {
    ResolvConf conf =
        ResolvConf.parse(
            List.of(
                "# comment",
                "nameserver 10.0.0.2 ; first",
                "nameserver fe80::1",
                "search a.test b.test.",
                "options ndots:2 timeout:1 attempts:3 rotate"));
    assertThat(conf.servers()).hasSize(2);
    assertThat(conf.timeoutMs()).isEqualTo(1_000);
    assertThat(conf.attempts()).isEqualTo(3);
    assertThat(conf.candidates("x.y")).containsExactly("x.y.a.test.", "x.y.b.test.", "x.y.");
    assertThat(conf.candidates("x.y.z")).startsWith("x.y.z.");
    assertThat(conf.candidates("x.")).containsExactly("x.");
  }
}
