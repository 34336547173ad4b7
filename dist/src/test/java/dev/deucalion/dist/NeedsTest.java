package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.TestAbortedException;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class NeedsTest {
  private static final Tool REFUSED = new Tool(1, "unshare failed: Operation not permitted\n");
  private static final Tool MISSING = new Tool(127, "sh: 1: unshare: not found\n");
  private static final String PROPERTY = "interop.required";

  private String before = "";

  @BeforeEach
  void keepProperty() {
    before = System.getProperty(PROPERTY, "");
    System.clearProperty(PROPERTY);
  }

  @AfterEach
  void restoreProperty() {
    System.clearProperty(PROPERTY);
    if (!before.isEmpty()) {
      System.setProperty(PROPERTY, before);
    }
  }

  @Test
  void whatIsNotInstalledFailsOnlyWhereItIsRequired() {
    assertThatThrownBy(() -> Needs.granted(MISSING, "an example"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("unshare: not found");
    System.setProperty(PROPERTY, "true");
    assertThatThrownBy(() -> Needs.granted(MISSING, "an example"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("unshare: not found");
    assertThatThrownBy(() -> Needs.installed(false, "Alertmanager"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Alertmanager");
    assertThatCode(() -> Needs.installed(true, "Alertmanager")).doesNotThrowAnyException();
  }

  @Test
  void rightsThatAreRefusedSkipInAnyCase() {
    System.setProperty(PROPERTY, "true");
    assertThatThrownBy(() -> Needs.granted(REFUSED, "an example"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("refuses an example: unshare failed: Operation not permitted");
    assertThatCode(() -> Needs.granted(new Tool(0, ""), "an example")).doesNotThrowAnyException();
  }
}
