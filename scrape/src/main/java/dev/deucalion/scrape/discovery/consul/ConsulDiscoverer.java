package dev.deucalion.scrape.discovery.consul;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.Connector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches Consul: the catalogue of services, unless those to find are given by name, and each
 * service that counts. Every watch has a thread, which asks with the index of the last answer, so
 * that the next comes when something has changed.
 */
final class ConsulDiscoverer implements Discoverer {
  private static final Logger LOG = LoggerFactory.getLogger(ConsulDiscoverer.class);
  private static final long RETRY_MS = 15_000;

  private final ConsulDiscoveryOptions options;
  private final DiscoveryContext context;
  private final ConsulServer server;
  private final Connector connector;

  /** Guarded by this, as all below, and held while the listener is called. */
  private final Map<String, Watch> services = new HashMap<>();

  private final Set<Watch> all = new HashSet<>();
  private boolean closed;

  private Consumer<List<TargetGroup>> listener = groups -> {};
  private volatile String datacenter;

  /**
   * A discoverer that connects when it is started.
   *
   * @throws DiscoveryException when the server of the configuration cannot be one
   */
  ConsulDiscoverer(ConsulDiscoveryOptions options, DiscoveryContext context)
      throws DiscoveryException {
    this.options = options;
    this.context = context;
    this.server = ConsulServer.of(options);
    Connector direct = new Connector(context.http(), options.http());
    this.connector =
        server.unixSocket().isEmpty() ? direct : direct.overUnixSocket(server.unixSocket());
    this.datacenter = options.datacenter();
  }

  @Override
  public void start(Consumer<List<TargetGroup>> groups) {
    listener = groups;
    synchronized (this) {
      begin(new Watch(this::askDatacenter, "datacenter"));
    }
  }

  /** Begins a watch; the caller holds the lock. */
  private void begin(Watch watch) {
    if (!closed) {
      boolean begun = false;
      all.add(watch);
      try {
        watch.thread.start();
        begun = true;
      } finally {
        if (!begun) {
          all.remove(watch);
        }
      }
    }
  }

  /** Learns where we are, then watches what there is to watch. */
  private long askDatacenter(ConsulApi api, long index) throws DiscoveryException {
    if (datacenter.isEmpty()) {
      datacenter = api.datacenter();
    }
    synchronized (this) {
      if (options.services().isEmpty()
          || !options.tags().isEmpty()
          || !options.filter().isEmpty()) {
        begin(new Watch(this::askCatalogue, "services"));
      } else {
        options.services().forEach(this::watchService);
      }
    }
    return Watch.DONE;
  }

  private long askCatalogue(ConsulApi api, long index) throws DiscoveryException {
    ConsulApi.Answer answer = api.services(index);
    if (answer.index() == index && index != 0) {
      return index;
    }
    Map<String, JsonValue> found = answer.value().entries();
    synchronized (this) {
      found.forEach((name, tags) -> {
        if (counts(name, tags.texts())) {
          watchService(name);
        }
      });
      for (Map.Entry<String, Watch> entry : List.copyOf(services.entrySet())) {
        String name = entry.getKey();
        if (!found.containsKey(name)) {
          tell(TargetGroup.gone(name));
          services.remove(name);
          all.remove(entry.getValue());
          entry.getValue().end();
        }
      }
      if (services.isEmpty()) {
        tell(new TargetGroup("", List.of(), Labels.EMPTY));
      }
    }
    return answer.index();
  }

  private boolean counts(String name, List<String> tags) {
    return (options.services().isEmpty() || options.services().contains(name))
        && tags.containsAll(options.tags());
  }

  /** Watches a service, if that is not done yet; the caller holds the lock. */
  private void watchService(String name) {
    if (!services.containsKey(name)) {
      Watch[] self = new Watch[1];
      self[0] = new Watch((api, index) -> askHealth(self[0], name, api, index), name);
      boolean begun = false;
      services.put(name, self[0]);
      try {
        begin(self[0]);
        begun = true;
      } finally {
        // Where there was no memory for it, the next answer is to begin it.
        if (!begun) {
          services.remove(name);
        }
      }
    }
  }

  private long askHealth(Watch watch, String name, ConsulApi api, long index)
      throws DiscoveryException {
    ConsulApi.Answer answer = api.health(name, index);
    if (answer.index() == index && index != 0) {
      return index;
    }
    TargetGroup group = ServiceTargets.of(name, datacenter, options.tagSeparator(), answer.value());
    synchronized (this) {
      if (watch.equals(services.get(name))) {
        tell(group);
      }
    }
    return answer.index();
  }

  private void tell(TargetGroup group) {
    if (!closed) {
      listener.accept(List.of(group));
    }
  }

  @Override
  public void close() {
    List<Watch> ending;
    synchronized (this) {
      closed = true;
      ending = List.copyOf(all);
      all.clear();
      services.clear();
    }
    ending.forEach(Watch::end);
  }

  /** Asks once and does what follows. */
  @FunctionalInterface
  private interface Question {
    /**
     * @param index of the last answer, 0 at first
     * @return that of this answer, or {@link Watch#DONE}
     */
    long ask(ConsulApi api, long index) throws DiscoveryException;
  }

  /** A question that is asked again and again. */
  private final class Watch {
    static final long DONE = -1;

    final Thread thread;
    private final Question question;
    private final String subject;
    private final ConsulApi api = new ConsulApi(options, server, connector, context);
    private volatile boolean ended;

    Watch(Question question, String subject) {
      this.question = question;
      this.subject = subject;
      this.thread = Thread.ofVirtual().name("consul " + subject).unstarted(this::run);
    }

    private void run() {
      long index = 0;
      while (!ended && index != DONE) {
        long dueMs = context.clock().nowMs() + options.refreshIntervalMs();
        try {
          long next = question.ask(api, index);
          // An index that goes back means that the server was restored from a backup.
          index = next < index && next != DONE ? 0 : next;
        } catch (DiscoveryException | OutOfMemoryError e) {
          dueMs = context.clock().nowMs() + RETRY_MS;
          tellOfFailure(e);
        }
        long leftMs;
        while (!ended && index != DONE && (leftMs = dueMs - context.clock().nowMs()) > 0) {
          context.waiting().parkIfPossible(leftMs * 1_000_000);
        }
      }
    }

    private void tellOfFailure(Throwable failure) {
      if (ended) {
        return;
      }
      try {
        LOG.atError()
            .addKeyValue("discovery", "consul")
            .addKeyValue("config", context.config())
            .addKeyValue("service", subject)
            .addKeyValue("err", failure.getMessage())
            .log("Error refreshing service");
      } catch (OutOfMemoryError e) {
        // The next question is worth more than this line.
      }
    }

    void end() {
      ended = true;
      api.close();
      thread.interrupt();
    }
  }
}
