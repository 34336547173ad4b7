package dev.deucalion.server.cli.check;

import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.notify.AlertmanagerOptions;
import dev.deucalion.rules.notify.AlertmanagerUrls;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.GroupJson;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.discovery.file.FileDiscoveryOptions;
import dev.deucalion.scrape.discovery.file.FileGlob;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.target.TargetBuilder;
import dev.deucalion.server.cli.line.CommandException;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.config.discovery.TargetFileParser;
import dev.deucalion.server.failure.FileFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files that a configuration names, and the targets that are written down in it.
 *
 * @param contents whether files are looked at; if not, only what the configuration says itself
 * @param out is told of files that may come later
 */
record ReferencedFiles(ServerConfig config, boolean contents, PrintStream out) {
  /** Checks a list of groups. */
  @FunctionalInterface
  private interface GroupCheck {
    /** What is wrong with a group first; empty for nothing. */
    String problem(List<TargetGroup> groups);
  }

  /**
   * The rule files.
   *
   * @throws CommandException when one is named that is not there
   */
  List<String> ruleFiles() throws CommandException {
    List<String> files = new ArrayList<>();
    for (String pattern : config.ruleFiles()) {
      List<Path> found = FileGlob.list(pattern);
      if (!pattern.contains("*") && found.isEmpty()) {
        throw new CommandException(GoQuote.quote(pattern) + " does not point to an existing file");
      }
      found.forEach(path -> files.add(path.toString()));
    }
    return files;
  }

  /**
   * Checks secrets, certificates, and targets of files and of the configuration.
   *
   * @throws CommandException with what is wrong first
   */
  void check() throws CommandException {
    for (ScrapeJobOptions job : config.scrapeJobs()) {
      if (job.http().auth() instanceof HttpAuth.Credentials credentials) {
        requireFile(credentials.credentials(), "authorization credentials or bearer token file");
      }
      checkTls(job.http().tls());
      GroupCheck check =
          groups -> new TargetBuilder(job).build(groups).errors().stream().findFirst().orElse("");
      String place = "in scrape job " + GoQuote.quote(job.jobName());
      for (DiscoveryOptions discovery : job.discovery()) {
        checkDiscovery(discovery, check, place);
      }
    }
    for (AlertmanagerOptions alertmanager : config.alerting().alertmanagers()) {
      GroupCheck check = groups -> AlertmanagerUrls.firstProblem(alertmanager, groups);
      for (DiscoveryOptions discovery : alertmanager.discovery()) {
        checkDiscovery(discovery, check, "in alertmanager config");
      }
    }
  }

  private void checkDiscovery(DiscoveryOptions discovery, GroupCheck check, String place)
      throws CommandException {
    switch (discovery) {
      case KubernetesOptions kubernetes -> checkTls(kubernetes.http().tls());
      case FileDiscoveryOptions files -> checkFiles(files, check, place);
      case StaticGroup group -> checkGroups(List.of(group(group)), check);
      default -> {}
    }
  }

  private static TargetGroup group(StaticGroup group) {
    List<Labels> targets =
        group.targets().stream().map(a -> Labels.of(LabelNames.ADDRESS, a)).toList();
    return new TargetGroup(group.source(), targets, group.labels());
  }

  private static void checkGroups(List<TargetGroup> groups, GroupCheck check)
      throws CommandException {
    String problem = check.problem(groups);
    if (!problem.isEmpty()) {
      throw new CommandException(problem);
    }
  }

  private void checkFiles(FileDiscoveryOptions options, GroupCheck check, String place)
      throws CommandException {
    if (!contents) {
      return;
    }
    for (String pattern : options.files()) {
      List<Path> found = FileGlob.list(pattern);
      if (found.isEmpty()) {
        out.println(
            "  WARNING: file "
                + GoQuote.quote(pattern)
                + " for file_sd "
                + place
                + " does not exist");
      }
      for (Path file : found) {
        checkGroups(groups(pattern, file), check);
      }
    }
  }

  private static List<TargetGroup> groups(String pattern, Path file) throws CommandException {
    String name = file.toString();
    String lower = name.toLowerCase(Locale.ROOT);
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (lower.endsWith(".json")) {
        return GroupJson.parse(bytes);
      }
      if (lower.endsWith(".yml") || lower.endsWith(".yaml")) {
        return new TargetFileParser().parse(new String(bytes, StandardCharsets.UTF_8), name);
      }
      int dot = name.lastIndexOf('.');
      throw new DiscoveryException(
          "invalid file extension: " + GoQuote.quote(dot < 0 ? "" : name.substring(dot)));
    } catch (IOException e) {
      throw new CommandException(
          "checking SD file " + GoQuote.quote(pattern) + ": " + FileFailure.describe(e), e);
    } catch (DiscoveryException e) {
      throw new CommandException(
          "checking SD file " + GoQuote.quote(pattern) + ": " + e.getMessage(), e);
    }
  }

  private void checkTls(TlsOptions tls) throws CommandException {
    requireFile(tls.certificate(), "client cert file");
    requireFile(tls.key(), "client key file");
  }

  private void requireFile(@Nullable Secret secret, String what) throws CommandException {
    if (contents
        && secret != null
        && secret.isFile()
        && Files.notExists(Path.of(secret.toString()))) {
      String name = secret.toString();
      throw new CommandException(
          "error checking "
              + what
              + " "
              + GoQuote.quote(name)
              + ": stat "
              + name
              + ": no such file or directory");
    }
  }
}
