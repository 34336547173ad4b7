package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Looks for classes that wait for each other when two threads need different ones first. */
@SuppressWarnings("unused") // only the files of the planted classes are read
class InitializationTest {
  private static final class First {
    static final int VALUE = Integer.parseInt("1");
    static final int OTHER = Second.made().number;
  }

  private static final class Second {
    private static final Second MADE = new Second(First.VALUE);
    private final int number;

    private Second(int number) {
      this.number = number;
    }

    static Second made() {
      return MADE;
    }
  }

  /** Needs others and is needed by none. */
  private static final class Third {
    static final int VALUE = First.VALUE;
  }

  private interface Fourth {
    Fourth NONE = new Fifth();

    default int number() {
      return 4;
    }
  }

  private static final class Fifth implements Fourth {
    static final int VALUE = Integer.parseInt("5");
  }

  @Test
  void findsClassesThatNeedEachOther() throws IOException {
    String name = InitializationTest.class.getName().replace('.', '/');
    List<byte[]> planted = List.of(bytes(First.class), bytes(Second.class), bytes(Third.class));
    assertThat(InitializationCycles.of(planted))
        .containsExactly(name + "$First <-> " + name + "$Second");
  }

  @Test
  void findsInterfacesThatClassesOfTheirsNeed() throws IOException {
    String name = InitializationTest.class.getName().replace('.', '/');
    List<byte[]> planted = List.of(bytes(Fourth.class), bytes(Fifth.class));
    assertThat(InitializationCycles.of(planted))
        .containsExactly(name + "$Fifth <-> " + name + "$Fourth");
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = InitializationTest.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void noInitializersNeedEachOther() throws IOException {
    List<byte[]> classes = new ArrayList<>();
    for (Path file : Project.mainClassFiles()) {
      classes.add(Files.readAllBytes(file));
    }
    assertThat(InitializationCycles.of(classes)).isEmpty();
  }
}
