package dev.deucalion.server.cli.check;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.discovery.file.FileDiscoveryOptions;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.target.Target;
import dev.deucalion.scrape.target.TargetBuilder;
import dev.deucalion.scrape.target.TargetSet;
import dev.deucalion.server.cli.line.Argument;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.cli.line.CommandSpec;
import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.line.ValueTypes;
import dev.deucalion.server.cli.tool.Console;
import dev.deucalion.server.cli.tool.ExitCode;
import dev.deucalion.server.cli.tool.JsonText;
import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.config.discovery.TargetFileParser;
import dev.deucalion.server.flags.FlagType;
import dev.deucalion.server.version.ProgramVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** {@code check service-discovery}: what is found for a job, before and after relabeling. */
public final class CheckDiscovery {
  private static final Argument<String> CONFIG =
      Argument.required("config-file", ValueTypes.EXISTING_FILE, "The prometheus config file.");
  private static final Argument<String> JOB =
      Argument.required("job", FlagType.TEXT, "The job to run service discovery for.");
  private static final Option<Long> TIMEOUT =
      Option.of("timeout", FlagType.GO_DURATION, "The time to wait for discovery results.")
          .byDefault("30s");

  private static final long MAX_BODY_BYTES = 1L << 29;
  private static final String INDENT = "    ";

  private final Console console;

  private CheckDiscovery(Console console) {
    this.console = console;
  }

  /**
   * What became of a target.
   *
   * @param labels after relabeling; none where it is dropped
   * @param error why it is none, or empty
   */
  private record Found(Labels discovered, Labels labels, String error) {}

  /** The command. */
  public static CommandSpec spec(Console console) {
    return CommandSpec.command(
        "service-discovery",
        "Perform service discovery for the given job name and report the results, including"
            + " relabeling.",
        List.of(TIMEOUT),
        List.of(CONFIG, JOB),
        new CheckDiscovery(console)::run);
  }

  private int run(Invocation line) throws CommandException {
    ScrapeJobOptions job = job(line);
    Set<Found> found = new LinkedHashSet<>();
    for (TargetGroup group : groups(job, TimeUnit.NANOSECONDS.toMillis(line.get(TIMEOUT)))) {
      group.targets().forEach(target -> found.add(judge(job, group, target)));
    }
    console.out().print(json(found));
    return ExitCode.OK;
  }

  private ScrapeJobOptions job(Invocation line) throws CommandException {
    ServerConfig config;
    try {
      config =
          new ConfigReader(Retention.ofFlags(0, 0), console.environment()::get)
              .readFile(line.get(CONFIG));
    } catch (ConfigException e) {
      throw new CommandException("Cannot load config " + e.getMessage(), e);
    }
    List<String> names = new ArrayList<>();
    for (ScrapeJobOptions job : config.scrapeJobs()) {
      if (job.jobName().equals(line.get(JOB))) {
        return job;
      }
      names.add(job.jobName());
    }
    throw new CommandException(
        "Job "
            + line.get(JOB)
            + " not found. Select one of:"
            + names.stream().map(name -> "\n\t" + name).collect(Collectors.joining()));
  }

  /** What is found within some time; at once where all is written down or in files. */
  private Collection<TargetGroup> groups(ScrapeJobOptions job, long timeoutMs)
      throws CommandException {
    HttpResources http =
        new HttpResources(
            MAX_BODY_BYTES,
            "promtool/" + ProgramVersion.load().version(),
            console.environment(),
            Resolver.SYSTEM);
    DiscoveryContext context =
        DiscoveryContext.of(console.clock(), Waiting.SYSTEM, http)
            .withEnvironment(console.environment())
            .withYaml(new TargetFileParser())
            .withConfig(job.jobName());
    DiscoveryMechanisms mechanisms = DiscoveryMechanisms.installed();
    mechanisms.prepare(context.metrics());
    ConcurrentMap<String, TargetGroup> groups = new ConcurrentSkipListMap<>();
    CountDownLatch silent = new CountDownLatch(job.discovery().size());
    List<Discoverer> running = new ArrayList<>();
    try {
      for (DiscoveryOptions options : job.discovery()) {
        String place = String.format(Locale.ROOT, "%06d/", running.size());
        AtomicBoolean spoken = new AtomicBoolean();
        Discoverer discoverer = mechanisms.create(options, context);
        running.add(discoverer);
        discoverer.start(found -> {
          found.forEach(group -> groups.put(place + group.source(), group));
          if (spoken.compareAndSet(false, true)) {
            silent.countDown();
          }
        });
      }
      if (job.discovery().stream().allMatch(CheckDiscovery::saysAllAtOnce)) {
        boolean _ = silent.await(timeoutMs, TimeUnit.MILLISECONDS);
      } else {
        Thread.sleep(timeoutMs);
      }
    } catch (DiscoveryException e) {
      throw new CommandException("Could not create new discoverer " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    } finally {
      running.forEach(Discoverer::close);
    }
    return groups.values();
  }

  private static boolean saysAllAtOnce(DiscoveryOptions options) {
    return options instanceof StaticGroup || options instanceof FileDiscoveryOptions;
  }

  private static Found judge(ScrapeJobOptions job, TargetGroup group, Labels target) {
    TargetGroup alone = new TargetGroup(group.source(), List.of(target), group.labels());
    TargetSet set = new TargetBuilder(job).build(List.of(alone));
    for (Target active : set.active()) {
      return new Found(active.discoveredLabels(), active.allLabels(), "");
    }
    for (Labels dropped : set.dropped()) {
      return new Found(dropped, Labels.EMPTY, "");
    }
    var labels = group.labels().toBuilder();
    target.forEach(labels::set);
    return new Found(labels.build(), Labels.EMPTY, String.join("; ", set.errors()));
  }

  private static String json(Set<Found> found) {
    if (found.isEmpty()) {
      return "[]";
    }
    return found.stream()
        .map(CheckDiscovery::json)
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  private static String json(Found found) {
    return "  {\n"
        + INDENT
        + "\"discoveredLabels\": "
        + json(found.discovered)
        + ",\n"
        + INDENT
        + "\"labels\": "
        + json(found.labels)
        + (found.error.isEmpty()
            ? ""
            : ",\n" + INDENT + "\"error\": " + JsonText.quote(found.error))
        + "\n  }";
  }

  private static String json(Labels labels) {
    List<String> entries = new ArrayList<>();
    labels.forEach((name, value) ->
        entries.add("      " + JsonText.quote(name) + ": " + JsonText.quote(value)));
    return entries.isEmpty() ? "{}" : "{\n" + String.join(",\n", entries) + "\n    }";
  }
}
