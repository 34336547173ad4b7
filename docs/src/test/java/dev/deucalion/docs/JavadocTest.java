package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is public in the artifacts that other projects build on has a description without mistakes.
 * Of the module {@code scrape}, which is not made for them, that are the packages whose types they
 * get: options of jobs, targets and what is known of them. Tags are not asked for.
 */
class JavadocTest {
  private static final List<String> MODULES =
      List.of("tsdb", "promql", "rules", "testing", "testing-server");

  /** Packages of {@code scrape}, without those below them. */
  private static final List<String> SCRAPE_PACKAGES = List.of("", "options", "target");

  /**
   * Tags of parameters, those of records too, of results and of exceptions are not asked for: a
   * first sentence says what a method gives, and names say what it takes. A class whose constructor
   * takes nothing begins with nothing.
   */
  private static final List<String> NOT_REQUIRED =
      List.of("no @param", "no @return", "no @throws", "use of default constructor");

  @Test
  void everythingPublicIsDescribedWithoutMistakes(@TempDir Path into) throws Exception {
    List<Path> sources = new ArrayList<>();
    for (String module : MODULES) {
      sources.addAll(
          Project.filesBelow(Project.root().resolve(module).resolve("src/main"), ".java"));
    }
    Path scrape = Project.root().resolve("scrape/src/main/java/dev/deucalion/scrape");
    for (String each : SCRAPE_PACKAGES) {
      Path directory = scrape.resolve(each);
      List<Path> own =
          Project.filesBelow(directory, ".java").stream()
              .filter(file -> directory.equals(file.getParent()))
              .toList();
      assertThat(own).as(each).isNotEmpty();
      sources.addAll(own);
    }
    assertThat(sources).isNotEmpty();
    assertThat(problems(sources, into)).isEmpty();
  }

  private static List<String> problems(List<Path> sources, Path into) throws Exception {
    DocumentationTool tool = ToolProvider.getSystemDocumentationTool();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = tool.getStandardFileManager(found, Locale.ROOT, null)) {
      tool.getTask(
              said,
              files,
              found,
              null,
              List.of(
                  "-Xdoclint:all",
                  "-quiet",
                  "-public",
                  "-Xmaxwarns",
                  "10000",
                  "-d",
                  into.toString(),
                  "-classpath",
                  System.getProperty("java.class.path")),
              files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    List<String> problems = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> one : found.getDiagnostics()) {
      String text = one.getMessage(Locale.ROOT);
      if (one.getKind() != Diagnostic.Kind.NOTE
          && NOT_REQUIRED.stream().noneMatch(text::contains)) {
        JavaFileObject source = one.getSource();
        problems.add(
            (source == null ? "" : source.getName() + ":" + one.getLineNumber() + ": ") + text);
      }
    }
    return problems;
  }
}
