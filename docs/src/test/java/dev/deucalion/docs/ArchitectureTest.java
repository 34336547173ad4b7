package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the compiled classes of all modules against the arrows of {@code ARCHITECTURE.md}. */
class ArchitectureTest {
  private static final List<CompiledClass> CLASSES = Project.mainClasses();

  @Test
  void everyModuleHasClasses() {
    assertThat(CLASSES).extracting(CompiledClass::module).containsAll(Project.MODULES);
  }

  @Test
  void modulesSeeOnlyWhatIsBelowThem() {
    assertThat(ModuleArrows.violations(CLASSES)).isEmpty();
  }

  @Test
  void packagesSeeOnlyWhatTheyState() throws IOException {
    List<String> packageInfos = new ArrayList<>();
    for (Path source : Project.javaSources()) {
      if (source.endsWith("package-info.java")) {
        packageInfos.add(Files.readString(source));
      }
    }
    assertThat(PackageArrows.violations(CLASSES, PackageArrows.stated(packageInfos))).isEmpty();
  }

  @Test
  void timeRandomnessAndExitComeThroughConstructors() {
    assertThat(ForbiddenCalls.violations(CLASSES)).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(NullMarkedPackages.violations(CLASSES)).isEmpty();
  }

  @Test
  void packagesBeginWithTheProjectsName() {
    Set<String> packages = new TreeSet<>();
    CLASSES.forEach(c -> packages.add(c.packageName()));
    assertThat(packages).allMatch(name -> name.startsWith("dev.deucalion."));
  }
}
