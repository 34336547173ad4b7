package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.SliceObject;
import dev.deucalion.kubernetes.object.SliceObject.Endpoint;
import dev.deucalion.kubernetes.object.SliceObject.Port;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.List;

/** Reads endpoint slices. */
public final class Slices {
  private Slices() {}

  public static SliceObject read(EndpointSlice slice) {
    List<Endpoint> endpoints = new ArrayList<>();
    Texts.list(slice.getEndpoints()).forEach(endpoint -> endpoints.add(endpoint(endpoint)));
    List<Port> ports = new ArrayList<>();
    for (EndpointPort port : Texts.list(slice.getPorts())) {
      ports.add(
          new Port(
              Texts.pooled(port.getName()),
              port.getPort(),
              Texts.pooled(port.getProtocol()),
              Texts.pooled(port.getAppProtocol())));
    }
    return new SliceObject(
        Texts.meta(slice.getMetadata()), Texts.pooled(slice.getAddressType()), endpoints, ports);
  }

  private static Endpoint endpoint(io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint) {
    EndpointConditions given = endpoint.getConditions();
    EndpointConditions conditions = given == null ? new EndpointConditions() : given;
    return new Endpoint(
        Texts.list(endpoint.getAddresses()),
        Texts.flag(conditions.getReady()),
        Texts.flag(conditions.getServing()),
        Texts.flag(conditions.getTerminating()),
        Texts.text(endpoint.getHostname()),
        Texts.pooled(endpoint.getNodeName()),
        Texts.pooled(endpoint.getZone()),
        Texts.target(endpoint.getTargetRef()),
        Texts.attributes(endpoint.getDeprecatedTopology()));
  }
}
