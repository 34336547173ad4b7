package dev.deucalion.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the project's sources and compiled classes lie. */
final class Project {
  /** The modules that are compiled, in the order of the build. */
  static final List<String> MODULES =
      List.of(
          "tsdb",
          "promql",
          "scrape",
          "kubernetes",
          "rules",
          "web-ui",
          "testing",
          "http-api",
          "server",
          "dist",
          "testing-server",
          "benchmarks",
          "docs");

  private Project() {}

  /** The root of the checkout, as the build hands it over. */
  static Path root() {
    return Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();
  }

  /** The version that is being built. */
  static String version() {
    Pattern version = Pattern.compile("<version>([^<]+)</version>");
    try {
      Matcher first = version.matcher(Files.readString(root().resolve("pom.xml")));
      if (!first.find()) {
        throw new IllegalStateException("pom.xml has no version");
      }
      return first.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every class of the modules' main code, but for what JMH generates. */
  static List<CompiledClass> mainClasses() {
    List<CompiledClass> classes = new ArrayList<>();
    for (String module : MODULES) {
      for (Path file : mainClassFiles(module)) {
        classes.add(CompiledClass.read(module, file));
      }
    }
    return classes;
  }

  /** The files of all {@link #mainClasses}. */
  static List<Path> mainClassFiles() {
    return MODULES.stream().flatMap(module -> mainClassFiles(module).stream()).toList();
  }

  private static List<Path> mainClassFiles(String module) {
    String outputDirectory = System.getProperty("output.directory", "target");
    Path output = root().resolve(module).resolve(outputDirectory).resolve("classes");
    if (!Files.isDirectory(output)) {
      throw new IllegalStateException(output + " is missing: build with -am");
    }
    return filesBelow(output, ".class").stream()
        .filter(file -> !file.toString().contains("jmh_generated"))
        .toList();
  }

  /** Every Java source of the modules, main and test. */
  static List<Path> javaSources() {
    List<Path> sources = new ArrayList<>();
    for (String module : MODULES) {
      sources.addAll(filesBelow(root().resolve(module).resolve("src"), ".java"));
    }
    return sources;
  }

  /** Every source of the user interface. */
  static List<Path> browserSources() {
    Path folder = root().resolve("web-ui").resolve("src");
    return Stream.of(".ts", ".tsx", ".css")
        .flatMap(ending -> filesBelow(folder, ending).stream())
        .toList();
  }

  /** The Markdown pages: those at the root and those of {@code docs}. */
  static List<Path> pages() {
    List<Path> pages = new ArrayList<>(filesBelow(root().resolve("docs"), ".md"));
    try (Stream<Path> files = Files.list(root())) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  /** Files with this ending below a directory, sorted; none when there is no such directory. */
  static List<Path> filesBelow(Path directory, String ending) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
