package dev.deucalion.http.debug;

import dev.deucalion.http.debug.PprofProfile.Measure;
import dev.deucalion.http.debug.PprofProfile.Taking;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Redirects;
import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code /debug/pprof/*}: stacks of threads now or over some time. Of what this runtime does not
 * count (blocking, contention, allocations by place) profiles are empty, so that tools that collect
 * all of them get their files.
 */
public final class ProfileEndpoints {
  private static final String PREFIX = "/debug/pprof/";
  private static final int DEFAULT_SECONDS = 30;
  private static final int MAX_SECONDS = 600;

  /** Profiles that the index lists. */
  private static final List<String> NAMES =
      List.of(
          "allocs",
          "block",
          "cmdline",
          "fgprof",
          "goroutine",
          "heap",
          "mutex",
          "profile",
          "threadcreate",
          "trace");

  private final Clock clock;
  private final String outside;
  private final ReentrantLock watching = new ReentrantLock();

  /**
   * @param outside path under which clients reach the server, without a slash at the end
   */
  public ProfileEndpoints(Clock clock, String outside) {
    this.clock = clock;
    this.outside = outside;
  }

  /** Answers any path below {@code /debug}. */
  public void serve(Exchange exchange) throws IOException {
    String path = exchange.request().path();
    int at = path.indexOf("/debug/");
    String below = path.substring(at);
    if (below.equals("/debug/pprof")) {
      Redirects.to(301, outside + PREFIX).handle(exchange);
      return;
    }
    if (!below.startsWith(PREFIX)) {
      exchange.error(404, "404 page not found");
      return;
    }
    String name = below.substring(PREFIX.length());
    switch (name) {
      case "" -> index(exchange);
      case "profile" -> watch(exchange, true);
      case "fgprof" -> watch(exchange, false);
      case "goroutine", "threadcreate" -> threads(exchange);
      case "heap", "allocs" -> heap(exchange);
      case "block", "mutex" -> contention(exchange);
      case "cmdline" -> cmdline(exchange);
      case "symbol" -> exchange.text(200, "num_symbols: 0\n");
      case "trace" -> exchange.error(501, "this runtime has no execution traces");
      default -> exchange.error(404, "Unknown profile");
    }
  }

  private static void index(Exchange exchange) throws IOException {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<title>/debug/pprof/</title>\n<ul>\n");
    for (String name : NAMES) {
      page.append("<li><a href='").append(name).append("'>").append(name).append("</a></li>\n");
    }
    exchange
        .begin(200, "text/html; charset=utf-8")
        .write(page.append("</ul>\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private void watch(Exchange exchange, boolean working) throws IOException {
    int seconds = seconds(exchange.request().parameter("seconds"));
    Thread watcher = Thread.currentThread();
    if (!watching.tryLock()) {
      exchange.error(500, "Could not enable CPU profiling: cpu profiling already in use");
      return;
    }
    try {
      Leave leave = new Leave(watcher);
      exchange.onDisconnect(leave::now);
      StackSampler.Seen seen;
      try {
        seen = StackSampler.watch(TimeUnit.SECONDS.toNanos(seconds), working);
      } finally {
        leave.done();
      }
      send(exchange, working ? "profile" : "fgprof", seen.encode(clock.nowMs()));
    } catch (InterruptedException e) {
      exchange.error(499, "the client has gone");
    } finally {
      watching.unlock();
    }
  }

  private static int seconds(String text) {
    try {
      int seconds = text.isEmpty() ? DEFAULT_SECONDS : Integer.parseInt(text);
      return seconds <= 0 ? DEFAULT_SECONDS : Math.min(seconds, MAX_SECONDS);
    } catch (NumberFormatException e) {
      return DEFAULT_SECONDS;
    }
  }

  private void threads(Exchange exchange) throws IOException {
    String debug = exchange.request().parameter("debug");
    if (debug.isEmpty() || debug.equals("0")) {
      Taking taking = new Taking(clock.nowMs(), 0, 1);
      send(exchange, "goroutine", StackSampler.threads().encode(taking));
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      Thread thread = each.getKey();
      text.append(thread.getName()).append(" [").append(thread.getState()).append("]:\n");
      for (StackTraceElement call : each.getValue()) {
        text.append('\t').append(call).append('\n');
      }
      text.append('\n');
    }
    exchange.text(200, text.toString());
  }

  /** How much there is in use, at one place. */
  private void heap(Exchange exchange) throws IOException {
    MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    PprofProfile profile =
        new PprofProfile(
            new Measure("inuse_objects", "count"), new Measure("inuse_space", "bytes"));
    profile.add(
        new StackTraceElement[] {new StackTraceElement("java.heap", "used", null, -1)},
        0,
        usage.getUsed());
    send(exchange, "heap", profile.encode(new Taking(clock.nowMs(), 0, 1)));
  }

  private void contention(Exchange exchange) throws IOException {
    PprofProfile profile =
        new PprofProfile(new Measure("contentions", "count"), new Measure("delay", "nanoseconds"));
    send(exchange, "contention", profile.encode(new Taking(clock.nowMs(), 0, 1)));
  }

  private static void cmdline(Exchange exchange) throws IOException {
    exchange.text(200, ProcessHandle.current().info().command().orElse("deucalion"));
  }

  private static void send(Exchange exchange, String name, byte[] profile) throws IOException {
    exchange.setHeader("X-Content-Type-Options", "nosniff");
    exchange.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
    exchange.begin(200, "application/octet-stream").write(profile);
  }

  /** Interrupts a thread as long as it watches. */
  private static final class Leave {
    private final Thread watcher;
    private boolean done;

    Leave(Thread watcher) {
      this.watcher = watcher;
    }

    synchronized void now() {
      if (!done) {
        watcher.interrupt();
      }
    }

    synchronized void done() {
      done = true;
      Thread.interrupted();
    }
  }
}
