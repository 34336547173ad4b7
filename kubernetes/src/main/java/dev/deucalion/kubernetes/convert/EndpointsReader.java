package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.EndpointsObject;
import dev.deucalion.kubernetes.object.EndpointsObject.Address;
import dev.deucalion.kubernetes.object.EndpointsObject.Subset;
import dev.deucalion.kubernetes.object.NamedPort;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads endpoints. */
public final class EndpointsReader {
  private EndpointsReader() {}

  public static EndpointsObject read(Endpoints endpoints) {
    List<Subset> subsets = new ArrayList<>();
    for (EndpointSubset subset : Texts.list(endpoints.getSubsets())) {
      List<NamedPort> ports = new ArrayList<>();
      for (EndpointPort port : Texts.list(subset.getPorts())) {
        ports.add(
            new NamedPort(
                Texts.pooled(port.getName()),
                Texts.number(port.getPort()),
                Texts.pooled(port.getProtocol())));
      }
      subsets.add(
          new Subset(
              addresses(subset.getAddresses()), addresses(subset.getNotReadyAddresses()), ports));
    }
    return new EndpointsObject(Texts.meta(endpoints.getMetadata()), subsets);
  }

  private static List<Address> addresses(@Nullable List<EndpointAddress> all) {
    List<Address> addresses = new ArrayList<>();
    for (EndpointAddress address : Texts.list(all)) {
      addresses.add(
          new Address(
              Texts.text(address.getIp()),
              Texts.text(address.getHostname()),
              Texts.pooled(address.getNodeName()),
              Texts.target(address.getTargetRef())));
    }
    return addresses;
  }
}
