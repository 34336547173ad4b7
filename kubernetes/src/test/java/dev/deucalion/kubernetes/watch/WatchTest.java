package dev.deucalion.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.kubernetes.object.Attributes;
import dev.deucalion.kubernetes.object.Meta;
import dev.deucalion.kubernetes.object.NamespaceObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final NamespaceObject SHOP =
      new NamespaceObject(new Meta("", "shop", Attributes.NONE, Attributes.NONE));

  private final Watch<NamespaceObject> watch = new Watch<>();
  private final List<String> heard = new ArrayList<>();
  private int shortages;

  @BeforeEach
  void listen() {
    watch.addListener(
        new WatchListener<>() {
          @Override
          public void changed(
              String key, @Nullable NamespaceObject before, @Nullable NamespaceObject after) {
            if (shortages-- > 0) {
              throw new OutOfMemoryError("test");
            }
            heard.add((before == null ? "-" : key) + " " + (after == null ? "-" : key));
          }

          @Override
          public void synced() {}
        });
  }

  @Test
  void anObjectThatListenersHadNoMemoryForIsToldAgain() {
    shortages = 1;
    assertThatThrownBy(() -> watch.put("shop", SHOP, "1")).isInstanceOf(OutOfMemoryError.class);
    watch.put("shop", SHOP, "1");
    watch.put("shop", SHOP, "1");
    assertThat(heard).containsExactly("- shop");
    assertThat(watch.get("shop")).isEqualTo(SHOP);
  }

  @Test
  void anObjectWhoseEndListenersHadNoMemoryForIsStillThere() {
    watch.put("shop", SHOP, "1");
    shortages = 1;
    assertThatThrownBy(() -> watch.remove("shop")).isInstanceOf(OutOfMemoryError.class);
    assertThat(watch.objects()).containsKey("shop");
    watch.remove("shop");
    assertThat(heard).containsExactly("- shop", "shop -");
    assertThat(watch.get("shop")).isNull();
  }
}
