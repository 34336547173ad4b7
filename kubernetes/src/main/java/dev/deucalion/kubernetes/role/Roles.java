package dev.deucalion.kubernetes.role;

import dev.deucalion.kubernetes.client.ApiAccess;
import dev.deucalion.kubernetes.client.ApiMetrics;
import dev.deucalion.kubernetes.group.EndpointsGroup;
import dev.deucalion.kubernetes.group.IngressGroup;
import dev.deucalion.kubernetes.group.NodeGroup;
import dev.deucalion.kubernetes.group.PodGroup;
import dev.deucalion.kubernetes.group.ServiceGroup;
import dev.deucalion.kubernetes.group.SliceGroup;
import dev.deucalion.kubernetes.object.EndpointsObject;
import dev.deucalion.kubernetes.object.IngressObject;
import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.object.NamespaceObject;
import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.OwnedObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.ServiceObject;
import dev.deucalion.kubernetes.object.SliceObject;
import dev.deucalion.kubernetes.options.Attachment;
import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.kubernetes.options.Selector;
import dev.deucalion.kubernetes.watch.ResourceKind;
import dev.deucalion.kubernetes.watch.Watch;
import dev.deucalion.kubernetes.watch.WatchKey;
import dev.deucalion.kubernetes.watch.Watches;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Starts what a role needs in one namespace, and gives the watches back when it is closed. Used by
 * one thread.
 */
public final class Roles implements AutoCloseable {
  private final Watches watches;
  private final KubernetesOptions options;
  private final ApiAccess access;
  private final ApiMetrics metrics;
  private final String namespace;
  private final Runnable onChange;

  private final List<WatchKey<?>> borrowed = new ArrayList<>();
  private @Nullable RoleGroups<?> groups;

  /**
   * Watches nothing yet.
   *
   * @param namespace empty for all
   * @param onChange told when there may be groups to take; quick
   */
  public Roles(
      Watches watches,
      KubernetesOptions options,
      ApiAccess access,
      ApiMetrics metrics,
      String namespace,
      Runnable onChange) {
    this.watches = watches;
    this.options = options;
    this.access = access;
    this.metrics = metrics;
    this.namespace = namespace;
    this.onChange = onChange;
  }

  /**
   * Begins to watch; called once.
   *
   * @throws DiscoveryException when there is no way to an API server, with the reason
   */
  public RoleGroups<?> start() throws DiscoveryException {
    return switch (options.role()) {
      case NODE -> startNodes();
      case POD -> startPods();
      case SERVICE -> startServices();
      case ENDPOINTS -> startEndpoints();
      case ENDPOINTSLICE -> startSlices();
      case INGRESS -> startIngresses();
    };
  }

  private RoleGroups<?> startNodes() throws DiscoveryException {
    Watch<NodeObject> nodes = borrow(ResourceKind.NODES, "", options.selector(Role.NODE));
    return start(nodes, NodeGroup::of, NodeGroup::source, List.of());
  }

  private RoleGroups<?> startPods() throws DiscoveryException {
    Watch<PodObject> pods = borrow(ResourceKind.PODS, namespace, options.selector(Role.POD));
    Cluster cluster = cluster(null, null);
    List<Join<PodObject, ?>> joins = new ArrayList<>();
    addAttached(joins, cluster, Links::node);
    if (cluster.replicaSets() != null) {
      joins.add(
          Join.byKey(
              cluster.replicaSets(), pod -> Links.controller(pod, "ReplicaSet"), EventCounts.NONE));
    }
    if (cluster.jobs() != null) {
      joins.add(Join.byKey(cluster.jobs(), pod -> Links.controller(pod, "Job"), EventCounts.NONE));
    }
    return start(pods, pod -> PodGroup.of(pod, cluster), PodGroup::source, joins);
  }

  private RoleGroups<?> startServices() throws DiscoveryException {
    Watch<ServiceObject> services =
        borrow(ResourceKind.SERVICES, namespace, options.selector(Role.SERVICE));
    Cluster cluster = cluster(null, null);
    List<Join<ServiceObject, ?>> joins = new ArrayList<>();
    addNamespaces(joins, cluster);
    return start(
        services, service -> ServiceGroup.of(service, cluster), ServiceGroup::source, joins);
  }

  private RoleGroups<?> startIngresses() throws DiscoveryException {
    Watch<IngressObject> ingresses =
        borrow(ResourceKind.INGRESSES, namespace, options.selector(Role.INGRESS));
    Cluster cluster = cluster(null, null);
    List<Join<IngressObject, ?>> joins = new ArrayList<>();
    addNamespaces(joins, cluster);
    return start(
        ingresses, ingress -> IngressGroup.of(ingress, cluster), IngressGroup::source, joins);
  }

  private RoleGroups<?> startEndpoints() throws DiscoveryException {
    Watch<EndpointsObject> own =
        borrow(ResourceKind.ENDPOINTS, namespace, options.selector(Role.ENDPOINTS));
    Watch<ServiceObject> services =
        borrow(ResourceKind.SERVICES, namespace, options.selector(Role.SERVICE));
    Watch<PodObject> pods = borrow(ResourceKind.PODS, namespace, options.selector(Role.POD));
    Cluster cluster = cluster(pods, services);
    List<Join<EndpointsObject, ?>> joins = new ArrayList<>();
    joins.add(
        Join.byKey(
            services,
            endpoints -> List.of(endpoints.key()),
            EventCounts.all(metrics, Role.SERVICE)));
    joins.add(Join.byKey(pods, Links::pods, EventCounts.updates(metrics, Role.POD)));
    addAttached(joins, cluster, Links::nodes);
    addOwners(joins, cluster);
    return start(
        own, endpoints -> EndpointsGroup.of(endpoints, cluster), EndpointsGroup::source, joins);
  }

  private RoleGroups<?> startSlices() throws DiscoveryException {
    Watch<SliceObject> own =
        borrow(ResourceKind.SLICES, namespace, options.selector(Role.ENDPOINTSLICE));
    Watch<ServiceObject> services =
        borrow(ResourceKind.SERVICES, namespace, options.selector(Role.SERVICE));
    Watch<PodObject> pods = borrow(ResourceKind.PODS, namespace, options.selector(Role.POD));
    Cluster cluster = cluster(pods, services);
    List<Join<SliceObject, ?>> joins = new ArrayList<>();
    joins.add(Join.byKey(services, Links::service, EventCounts.all(metrics, Role.SERVICE)));
    joins.add(Join.byKey(pods, Links::pods, EventCounts.NONE));
    addAttached(joins, cluster, Links::nodes);
    addOwners(joins, cluster);
    return start(own, slice -> SliceGroup.of(slice, cluster), SliceGroup::source, joins);
  }

  /** What the configuration attaches, beside what the role needs anyway. */
  private Cluster cluster(@Nullable Watch<PodObject> pods, @Nullable Watch<ServiceObject> services)
      throws DiscoveryException {
    boolean ofPods = options.role() == Role.POD || pods != null;
    boolean withNodes = ofPods && attaches(Attachment.NODE);
    boolean withReplicaSets = ofPods && attaches(Attachment.DEPLOYMENT);
    boolean withJobs = ofPods && attaches(Attachment.CRONJOB);
    Watch<NodeObject> nodes =
        withNodes ? borrow(ResourceKind.NODES, "", options.selector(Role.NODE)) : null;
    Watch<NamespaceObject> namespaces =
        attaches(Attachment.NAMESPACE) ? borrow(ResourceKind.NAMESPACES, "", null) : null;
    Watch<OwnedObject> replicaSets =
        withReplicaSets ? borrow(ResourceKind.REPLICA_SETS, namespace, null) : null;
    Watch<OwnedObject> jobs = withJobs ? borrow(ResourceKind.JOBS, namespace, null) : null;
    return new Cluster(
        nodes, namespaces, pods, services, replicaSets, jobs, attaches(Attachment.JOB));
  }

  private boolean attaches(Attachment attachment) {
    return options.attach().contains(attachment);
  }

  private static <P extends KubernetesObject> void addAttached(
      List<Join<P, ?>> joins, Cluster cluster, Function<P, Collection<String>> nodesOf) {
    if (cluster.nodes() != null) {
      joins.add(Join.byKey(cluster.nodes(), nodesOf, EventCounts.NONE));
    }
    addNamespaces(joins, cluster);
  }

  private static <P extends KubernetesObject> void addNamespaces(
      List<Join<P, ?>> joins, Cluster cluster) {
    if (cluster.namespaces() != null) {
      joins.add(Join.byKey(cluster.namespaces(), Links::namespace, EventCounts.NONE));
    }
  }

  /**
   * Behind endpoints stand pods, and behind these what owns their controllers. It changes rarely,
   * so a change concerns all endpoints of its namespace.
   */
  private static <P extends KubernetesObject> void addOwners(
      List<Join<P, ?>> joins, Cluster cluster) {
    if (cluster.replicaSets() != null) {
      joins.add(owners(cluster.replicaSets()));
    }
    if (cluster.jobs() != null) {
      joins.add(owners(cluster.jobs()));
    }
  }

  private static <P extends KubernetesObject> Join<P, OwnedObject> owners(
      Watch<OwnedObject> watch) {
    UnaryOperator<String> namespaceOf = key -> key.substring(0, key.indexOf('/'));
    return new Join<>(watch, Links::namespace, namespaceOf, EventCounts.NONE, false);
  }

  private <R extends KubernetesObject> Watch<R> borrow(
      ResourceKind<?, R> kind, String where, @Nullable Selector selector)
      throws DiscoveryException {
    WatchKey<R> key =
        new WatchKey<>(
            access,
            kind,
            where,
            selector == null ? "" : selector.label(),
            selector == null ? "" : selector.field());
    Watch<R> watch = watches.borrow(key);
    borrowed.add(key);
    return watch;
  }

  private <P extends KubernetesObject> RoleGroups<P> start(
      Watch<P> own,
      Function<P, @Nullable TargetGroup> groupOf,
      UnaryOperator<String> sourceOf,
      List<Join<P, ?>> joins) {
    RoleGroups<P> made = new RoleGroups<>(own, groupOf, sourceOf, onChange);
    groups = made;
    made.start(joins, EventCounts.all(metrics, options.role()));
    return made;
  }

  @Override
  public void close() {
    if (groups != null) {
      groups.close();
    }
    borrowed.forEach(watches::giveBack);
    borrowed.clear();
  }
}
