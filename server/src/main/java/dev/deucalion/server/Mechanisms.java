package dev.deucalion.server;

import dev.deucalion.kubernetes.KubernetesMechanism;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.discovery.StaticMechanism;
import dev.deucalion.scrape.discovery.consul.ConsulMechanism;
import dev.deucalion.scrape.discovery.dns.DnsMechanism;
import dev.deucalion.scrape.discovery.docker.DockerMechanism;
import dev.deucalion.scrape.discovery.ec2.Ec2Mechanism;
import dev.deucalion.scrape.discovery.file.FileMechanism;
import dev.deucalion.scrape.discovery.http.HttpMechanism;
import java.util.List;

/** The ways in which the server finds targets and Alertmanagers. */
final class Mechanisms {
  private Mechanisms() {}

  /**
   * All that are on the class path, as {@link DiscoveryMechanisms#installed} finds them by opening
   * every jar, for which a start has no time.
   */
  static DiscoveryMechanisms all() {
    return new DiscoveryMechanisms(
        List.of(
            new StaticMechanism(),
            new FileMechanism(),
            new HttpMechanism(),
            new DnsMechanism(),
            new ConsulMechanism(),
            new DockerMechanism(),
            new Ec2Mechanism(),
            new KubernetesMechanism()));
  }
}
