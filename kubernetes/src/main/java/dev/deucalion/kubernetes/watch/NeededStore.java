package dev.deucalion.kubernetes.watch;

import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.watch.Watch.Known;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of an informer that keeps nothing but what labels need. The informer itself needs of an
 * object no more than its name and its version, to see what changed: with these it is answered.
 */
final class NeededStore<V extends HasMetadata, R extends KubernetesObject> implements ItemStore<V> {
  private final ResourceKind<V, R> kind;
  private final Watch<R> watch;

  NeededStore(ResourceKind<V, R> kind, Watch<R> watch) {
    this.kind = kind;
    this.watch = watch;
  }

  @Override
  public String getKey(V object) {
    ObjectMeta meta = object.getMetadata();
    return KubernetesObject.key(text(meta.getNamespace()), text(meta.getName()));
  }

  @Override
  public @Nullable V put(String key, V object) {
    return answer(
        watch.put(
            key, kind.reader().apply(object), text(object.getMetadata().getResourceVersion())));
  }

  @Override
  public @Nullable V remove(String key) {
    return answer(watch.remove(key));
  }

  @Override
  public Stream<String> keySet() {
    return watch.objects().keySet().stream();
  }

  @Override
  public Stream<V> values() {
    return watch.objects().values().stream().map(this::bare);
  }

  @Override
  public int size() {
    return watch.size();
  }

  @Override
  public @Nullable V get(String key) {
    return answer(watch.objects().get(key));
  }

  private @Nullable V answer(@Nullable Known<R> known) {
    return known == null ? null : bare(known);
  }

  private V bare(Known<R> known) {
    ObjectMeta meta = new ObjectMeta();
    meta.setNamespace(known.object().meta().namespace());
    meta.setName(known.object().meta().name());
    meta.setResourceVersion(known.resourceVersion());
    V object = kind.blank().get();
    object.setMetadata(meta);
    return object;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
