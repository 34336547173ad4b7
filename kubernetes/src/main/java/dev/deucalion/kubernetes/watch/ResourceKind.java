package dev.deucalion.kubernetes.watch;

import dev.deucalion.kubernetes.convert.EndpointsReader;
import dev.deucalion.kubernetes.convert.Ingresses;
import dev.deucalion.kubernetes.convert.Nodes;
import dev.deucalion.kubernetes.convert.Others;
import dev.deucalion.kubernetes.convert.Pods;
import dev.deucalion.kubernetes.convert.Services;
import dev.deucalion.kubernetes.convert.Slices;
import dev.deucalion.kubernetes.object.EndpointsObject;
import dev.deucalion.kubernetes.object.IngressObject;
import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.object.NamespaceObject;
import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.OwnedObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.ServiceObject;
import dev.deucalion.kubernetes.object.SliceObject;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A kind of objects that can be watched.
 *
 * @param <V> its objects as the client has them
 * @param <R> what is kept of them
 * @param blank an object without anything
 */
public record ResourceKind<V extends HasMetadata, R extends KubernetesObject>(
    Class<V> type, Supplier<V> blank, Function<V, R> reader) {
  public static final ResourceKind<Node, NodeObject> NODES =
      new ResourceKind<>(Node.class, Node::new, Nodes::read);
  public static final ResourceKind<Namespace, NamespaceObject> NAMESPACES =
      new ResourceKind<>(Namespace.class, Namespace::new, Others::namespace);
  public static final ResourceKind<Pod, PodObject> PODS =
      new ResourceKind<>(Pod.class, Pod::new, Pods::read);
  public static final ResourceKind<Service, ServiceObject> SERVICES =
      new ResourceKind<>(Service.class, Service::new, Services::read);
  public static final ResourceKind<Endpoints, EndpointsObject> ENDPOINTS =
      new ResourceKind<>(Endpoints.class, Endpoints::new, EndpointsReader::read);
  public static final ResourceKind<EndpointSlice, SliceObject> SLICES =
      new ResourceKind<>(EndpointSlice.class, EndpointSlice::new, Slices::read);
  public static final ResourceKind<Ingress, IngressObject> INGRESSES =
      new ResourceKind<>(Ingress.class, Ingress::new, Ingresses::read);
  public static final ResourceKind<ReplicaSet, OwnedObject> REPLICA_SETS =
      new ResourceKind<>(ReplicaSet.class, ReplicaSet::new, Others::owned);
  public static final ResourceKind<Job, OwnedObject> JOBS =
      new ResourceKind<>(Job.class, Job::new, Others::owned);
}
