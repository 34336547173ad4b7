package dev.deucalion.docs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts what this build makes into a Maven repository of its own, as a release would. */
final class ArtifactRepository {
  static final String VERSION = "0.1.0-SNAPSHOT";

  private static final Path GROUP = Path.of("dev", "deucalion");

  private ArtifactRepository() {}

  /** Fills a directory with the artifacts of all modules. */
  static void fill(Path repository) throws IOException {
    Path parent = artifact(repository, "deucalion-parent");
    Files.copy(
        Project.root().resolve("pom.xml"), parent.resolveSibling(parent.getFileName() + ".pom"));
    for (String module : Project.MODULES) {
      if (!module.equals("docs")) {
        Path stem = artifact(repository, "deucalion-" + module);
        Path directory = Project.root().resolve(module);
        Files.copy(directory.resolve("pom.xml"), stem.resolveSibling(stem.getFileName() + ".pom"));
        jar(
            directory.resolve(System.getProperty("output.directory", "target")),
            stem.resolveSibling(stem.getFileName() + ".jar"));
      }
    }
  }

  private static Path artifact(Path repository, String name) throws IOException {
    Path directory = repository.resolve(GROUP).resolve(name).resolve(VERSION);
    Files.createDirectories(directory);
    return directory.resolve(name + "-" + VERSION);
  }

  /** The jar that was packaged, or where the build has not come to that, the same from classes. */
  private static void jar(Path output, Path into) throws IOException {
    Path classes = output.resolve("classes");
    List<Path> files = Project.filesBelow(classes, "");
    Path packaged = output.resolve(into.getFileName());
    if (Files.exists(packaged) && isNewer(packaged, files)) {
      Files.copy(packaged, into);
      return;
    }
    try (OutputStream out = Files.newOutputStream(into);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
  }

  private static boolean isNewer(Path jar, List<Path> files) throws IOException {
    for (Path file : files) {
      if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Copies a directory with all that is in it, but for what builds have left there. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (!from.relativize(file).startsWith("target")) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }
}
