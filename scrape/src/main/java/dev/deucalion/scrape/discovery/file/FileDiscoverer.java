package dev.deucalion.scrape.discovery.file;

import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.GroupJson;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files with targets, anew whenever something happens in their directories and after an
 * interval. A file that cannot be used keeps the targets it had. One thread reads.
 */
final class FileDiscoverer implements Discoverer {
  private static final Logger LOG = LoggerFactory.getLogger(FileDiscoverer.class);
  private static final String PATH_LABEL = "__meta_filepath";
  private static final String MTIME = "prometheus_sd_file_mtime_seconds";

  private final FileDiscoveryOptions options;
  private final DiscoveryContext context;
  private final FileMetrics metrics;

  /** The groups of each file, as they were told last. */
  private Map<String, List<TargetGroup>> told = new LinkedHashMap<>();

  private boolean toldOnce;
  private volatile boolean closed;

  /** Whether something happened since the last look. */
  private volatile boolean stirred;

  private Thread thread = Thread.ofVirtual().unstarted(() -> {});

  FileDiscoverer(FileDiscoveryOptions options, DiscoveryContext context) {
    this.options = options;
    this.context = context;
    this.metrics = FileMetrics.of(context.metrics());
  }

  @Override
  public void start(Consumer<List<TargetGroup>> listener) {
    thread = Thread.ofVirtual().name("discover file").start(() -> run(listener));
  }

  private void run(Consumer<List<TargetGroup>> listener) {
    try (DirectoryWatch watch = new DirectoryWatch(this::stir)) {
      while (!closed) {
        long dueMs = context.clock().nowMs() + options.refreshIntervalMs();
        // First the watch, then the look: what happens in between is not missed.
        for (String file : options.files()) {
          if (!watch.watch(file)) {
            metrics.watchErrors().increment();
          }
        }
        stirred = false;
        refreshOrGoWithout(listener);
        long leftMs;
        while (!closed && !stirred && (leftMs = dueMs - context.clock().nowMs()) > 0) {
          context.waiting().parkIfPossible(leftMs * 1_000_000);
        }
      }
    }
  }

  private void stir() {
    stirred = true;
    LockSupport.unpark(thread);
  }

  /** A moment without memory costs the look of that moment only. */
  private void refreshOrGoWithout(Consumer<List<TargetGroup>> listener) {
    try {
      refresh(listener);
    } catch (OutOfMemoryError e) {
      metrics.readErrors().increment();
    }
  }

  private void refresh(Consumer<List<TargetGroup>> listener) {
    long startNanos = System.nanoTime();
    Map<String, List<TargetGroup>> now = new LinkedHashMap<>();
    for (String pattern : options.files()) {
      for (Path path : FileGlob.list(pattern)) {
        String name = path.toString();
        try {
          now.put(name, read(path, name));
        } catch (IOException | DiscoveryException e) {
          metrics.readErrors().increment();
          LOG.atError()
              .addKeyValue("discovery", "file")
              .addKeyValue("config", context.config())
              .addKeyValue("path", name)
              .addKeyValue("err", e.getMessage())
              .log("Error reading file");
          now.put(name, told.getOrDefault(name, List.of()));
        }
      }
    }
    List<TargetGroup> changes = changes(now);
    metrics.scans().add(System.nanoTime() - startNanos);
    if (!closed && (!changes.isEmpty() || !toldOnce)) {
      listener.accept(changes);
      toldOnce = true;
    }
    told = now;
  }

  private List<TargetGroup> read(Path path, String name) throws IOException, DiscoveryException {
    byte[] bytes = Files.readAllBytes(path);
    long modifiedMs = Files.getLastModifiedTime(path).toMillis();
    boolean json = name.toLowerCase(Locale.ROOT).endsWith(".json");
    List<TargetGroup> plain =
        json
            ? GroupJson.parse(bytes)
            : context.yaml().parse(new String(bytes, StandardCharsets.UTF_8), name);
    List<TargetGroup> groups = new ArrayList<>();
    for (TargetGroup group : plain) {
      groups.add(group.from(name + ":" + groups.size(), PATH_LABEL, name));
    }
    mtime(name).set((double) Math.floorDiv(modifiedMs, 1_000L));
    return groups;
  }

  private DiscoveryMetrics.Gauge mtime(String name) {
    return context
        .metrics()
        .gauge(MTIME, "When files with targets were changed last.", "filename", name);
  }

  private List<TargetGroup> changes(Map<String, List<TargetGroup>> now) {
    List<TargetGroup> changes = new ArrayList<>();
    now.forEach((name, groups) -> {
      List<TargetGroup> before = told.getOrDefault(name, List.of());
      for (int i = 0; i < groups.size(); i++) {
        if (i >= before.size() || !groups.get(i).equals(before.get(i))) {
          changes.add(groups.get(i));
        }
      }
      for (int i = groups.size(); i < before.size(); i++) {
        changes.add(TargetGroup.gone(before.get(i).source()));
      }
    });
    told.forEach((name, groups) -> {
      if (!now.containsKey(name)) {
        groups.forEach(group -> changes.add(TargetGroup.gone(group.source())));
        context.metrics().remove(MTIME, "filename", name);
      }
    });
    return changes;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
