package dev.deucalion.kubernetes.watch;

import dev.deucalion.kubernetes.client.ApiClients;
import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.options.FieldSelector;
import dev.deucalion.scrape.discovery.DiscoveryException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.Map;

/** Lends watches: one for each key, as long as somebody has it. Safe for many threads. */
public final class Watches {
  /** An index that informers keep of themselves and that nobody asks. */
  private static final String UNUSED_INDEX = "namespace";

  private final ApiClients clients;
  private final Map<WatchKey<?>, Loan<?>> loans = new HashMap<>();

  private static final class Loan<R extends KubernetesObject> {
    final Watch<R> watch;
    final SharedIndexInformer<?> informer;
    int borrowers;

    Loan(Watch<R> watch, SharedIndexInformer<?> informer) {
      this.watch = watch;
      this.informer = informer;
    }
  }

  public Watches(ApiClients clients) {
    this.clients = clients;
  }

  /**
   * A watch, to be given back once. It begins to list and to watch now, if it did not before.
   *
   * @throws DiscoveryException when there is no way to an API server, with the reason
   */
  @SuppressWarnings("unchecked")
  public synchronized <R extends KubernetesObject> Watch<R> borrow(WatchKey<R> key)
      throws DiscoveryException {
    Loan<R> loan = (Loan<R>) loans.get(key);
    if (loan == null) {
      loan = start(key, key.kind());
      loans.put(key, loan);
    }
    loan.borrowers++;
    return loan.watch;
  }

  private <V extends HasMetadata, R extends KubernetesObject> Loan<R> start(
      WatchKey<R> key, ResourceKind<V, R> kind) throws DiscoveryException {
    KubernetesClient client = clients.borrow(key.access());
    Watch<R> watch = new Watch<>();
    SharedIndexInformer<V> informer =
        selected(client.resources(kind.type()), key)
            .withLimit(clients.tuning().pageSize())
            .runnableInformer(0);
    informer.removeIndexer(UNUSED_INDEX);
    informer.itemStore(new NeededStore<>(kind, watch));
    // The informer logs what it is told here, and the client counts what fails.
    informer.exceptionHandler((started, failure) -> true);
    informer.addEventHandler(new WhenListed<>(watch::listed));
    informer.start();
    return new Loan<>(watch, informer);
  }

  private static <V extends HasMetadata>
      FilterWatchListDeletable<V, KubernetesResourceList<V>, Resource<V>> selected(
          MixedOperation<V, KubernetesResourceList<V>, Resource<V>> all, WatchKey<?> key) {
    FilterWatchListDeletable<V, KubernetesResourceList<V>, Resource<V>> selected =
        key.namespace().isEmpty() ? all.inAnyNamespace() : all.inNamespace(key.namespace());
    if (!key.label().isEmpty()) {
      selected = selected.withLabelSelector(key.label());
    }
    for (FieldSelector.Term term : FieldSelector.parse(key.field()).terms()) {
      selected =
          term.equal()
              ? selected.withField(term.field(), term.value())
              : selected.withoutField(term.field(), term.value());
    }
    return selected;
  }

  /** Takes a watch back, and ends it with the last. */
  public synchronized void giveBack(WatchKey<?> key) {
    Loan<?> loan = loans.get(key);
    if (loan == null) {
      throw new IllegalStateException("a watch that was not borrowed");
    }
    if (--loan.borrowers == 0) {
      loans.remove(key);
      loan.informer.stop();
      clients.giveBack(key.access());
    }
  }

  /** How many watches there are. */
  public synchronized int size() {
    return loans.size();
  }

  /** Waits for lists; of objects the store hears itself. */
  private record WhenListed<V>(Runnable listed) implements ResourceEventHandler<V> {
    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      listed.run();
    }

    @Override
    public void onAdd(V object) {}

    @Override
    public void onUpdate(V before, V after) {}

    @Override
    public void onDelete(V object, boolean finalStateUnknown) {}
  }
}
