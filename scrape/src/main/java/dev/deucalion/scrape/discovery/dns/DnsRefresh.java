package dev.deucalion.scrape.discovery.dns;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.Refresh;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.AddressText;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up all names of a configuration; each is a group. A name that no server answers for keeps
 * its targets, one of which a server says that it does not exist loses them.
 */
final class DnsRefresh implements Refresh {
  private static final Logger LOG = LoggerFactory.getLogger(DnsRefresh.class);
  private static final String META = "__meta_dns_";

  /** Where to look names up, read anew each time. */
  @FunctionalInterface
  interface Configuration {
    ResolvConf read() throws DiscoveryException;
  }

  private final DnsDiscoveryOptions options;
  private final Configuration configuration;
  private final DnsClient client;
  private final DiscoveryContext context;

  /** Groups by name; threads of different names write. */
  private final Map<String, TargetGroup> last = new ConcurrentHashMap<>();

  DnsRefresh(
      DnsDiscoveryOptions options,
      Configuration configuration,
      DnsClient client,
      DiscoveryContext context) {
    this.options = options;
    this.configuration = configuration;
    this.client = client;
    this.context = context;
  }

  static LongAdder lookups(DiscoveryMetrics metrics) {
    return metrics.counter("prometheus_sd_dns_lookups", "Names that were looked up.");
  }

  static LongAdder failures(DiscoveryMetrics metrics) {
    return metrics.counter(
        "prometheus_sd_dns_lookup_failures", "Names that could not be looked up.");
  }

  @Override
  public List<TargetGroup> groups() throws DiscoveryException {
    ResolvConf servers = configuration.read();
    // A name whose servers are slow holds up no other.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : options.names()) {
        threads.execute(() -> refresh(servers, name));
      }
    }
    return List.copyOf(last.values());
  }

  private void refresh(ResolvConf servers, String name) {
    lookups(context.metrics()).increment();
    try {
      last.put(name, group(name, lookUp(servers, name)));
    } catch (DiscoveryException e) {
      failures(context.metrics()).increment();
      LOG.atError()
          .addKeyValue("discovery", "dns")
          .addKeyValue("config", context.config())
          .addKeyValue("err", e.getMessage())
          .log("Error refreshing DNS targets");
    }
  }

  /**
   * Records of the first full name that exists, which may have none of the type; none when all
   * servers say that there is no such name.
   */
  private List<DnsRecord> lookUp(ResolvConf servers, String name) throws DiscoveryException {
    DiscoveryException failure = null;
    for (String candidate : servers.candidates(name)) {
      try {
        DnsMessage answer = lookUpFull(servers, candidate);
        if (answer.code() == DnsMessage.SUCCESS) {
          return answer.answers();
        }
      } catch (DiscoveryException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return List.of();
  }

  private DnsMessage lookUpFull(ResolvConf servers, String name) throws DiscoveryException {
    DiscoveryException failure =
        new DiscoveryException("could not resolve " + name + ": no servers responded");
    for (int attempt = 0; attempt < servers.attempts(); attempt++) {
      for (InetSocketAddress server : servers.servers()) {
        try {
          DnsMessage answer = client.ask(server, name, options.type(), servers.timeoutMs());
          if (answer.code() == DnsMessage.SUCCESS || answer.code() == DnsMessage.NO_SUCH_NAME) {
            return answer;
          }
          failure =
              new DiscoveryException(
                  "could not resolve " + name + ": server answers with code " + answer.code());
        } catch (DiscoveryException e) {
          failure = e;
        }
      }
    }
    throw failure;
  }

  private TargetGroup group(String name, List<DnsRecord> records) {
    List<Labels> targets = new ArrayList<>();
    for (DnsRecord found : records) {
      if (found.type() == options.type().code()) {
        targets.add(target(name, found));
      }
    }
    return new TargetGroup(name, targets, Labels.EMPTY);
  }

  private Labels target(String name, DnsRecord found) {
    String dotted = found.target();
    String host = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    Map<String, String> labels = new HashMap<>();
    labels.put(META + "name", name);
    switch (options.type()) {
      case SRV -> {
        labels.put(META + "srv_record_target", dotted);
        labels.put(META + "srv_record_port", String.valueOf(found.port()));
      }
      case MX -> labels.put(META + "mx_record_target", dotted);
      case NS -> labels.put(META + "ns_record_target", dotted);
      case A, AAAA -> {}
    }
    int port = options.type() == RecordType.SRV ? found.port() : options.port();
    labels.put(LabelNames.ADDRESS, AddressText.of(host, port));
    return Labels.of(labels);
  }
}
