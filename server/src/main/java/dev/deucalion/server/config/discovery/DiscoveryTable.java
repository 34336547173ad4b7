package dev.deucalion.server.config.discovery;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All mechanisms that a configuration may name, but the static one. */
final class DiscoveryTable {
  /**
   * One of them.
   *
   * @param key of its list
   * @param type of its entries in Prometheus' messages
   */
  record Mechanism(String key, String type, DiscoveryReader reader) {}

  /** By their keys. */
  static final List<Mechanism> MECHANISMS =
      Stream.of(
              foreign("aws", "aws.SDConfig", AwsReaders::byRole),
              foreign("azure", "azure.plain", CloudReaders::azure),
              own("consul", "consul.plain", ConsulReader::read),
              foreign("digitalocean", "digitalocean.plain", CloudReaders::digitalocean),
              own("dns", "dns.plain", DnsReader::read),
              own("docker", "moby.plain", DockerReader::read),
              foreign("dockerswarm", "moby.plain", RegistryReaders::dockerswarm),
              own("ec2", "aws.plain", Ec2Reader::read),
              foreign("ecs", "aws.plain", AwsReaders::clusters),
              foreign("elasticache", "aws.plain", AwsReaders::clusters),
              foreign("eureka", "eureka.plain", RegistryReaders::eureka),
              own("file", "file.plain", FileReader::read),
              foreign("gce", "gce.plain", CloudReaders::gce),
              foreign("hetzner", "hetzner.plain", CloudReaders::hetzner),
              own("http", "http.plain", HttpReader::read),
              foreign("ionos", "ionos.plain", CloudReaders::ionos),
              own("kubernetes", "kubernetes.plain", KubernetesReader::read),
              foreign("kuma", "xds.plainKumaConf", RegistryReaders::kuma),
              foreign("lightsail", "aws.plain", AwsReaders::lightsail),
              foreign("linode", "linode.plain", CloudReaders::linode),
              foreign("marathon", "marathon.plain", RegistryReaders::marathon),
              foreign("msk", "aws.plain", AwsReaders::clusters),
              foreign("nerve", "zookeeper.plain", entry -> zookeeper(entry, "nerve")),
              foreign("nomad", "nomad.plain", RegistryReaders::nomad),
              foreign("oci", "oci.plain", CloudReaders::oci),
              foreign("openstack", "openstack.plain", OpenReaders::openstack),
              foreign("outscale", "outscale.plain", OpenReaders::outscale),
              foreign("ovhcloud", "ovhcloud.plain", OpenReaders::ovhcloud),
              foreign("puppetdb", "puppetdb.plain", RegistryReaders::puppetdb),
              foreign("rds", "aws.plain", AwsReaders::rds),
              foreign("scaleway", "scaleway.plain", OpenReaders::scaleway),
              foreign("serverset", "zookeeper.plain", entry -> zookeeper(entry, "serverset")),
              foreign("stackit", "stackit.plain", OpenReaders::stackit),
              foreign("triton", "triton.plain", OpenReaders::triton),
              foreign("uyuni", "uyuni.plain", OpenReaders::uyuni),
              foreign("vultr", "vultr.plain", CloudReaders::vultr))
          .sorted(Comparator.comparing(Mechanism::key))
          .toList();

  private DiscoveryTable() {}

  private static void zookeeper(DiscoveryEntry entry, String name) {
    RegistryReaders.zookeeper(entry, name);
  }

  private static Mechanism own(String name, String type, DiscoveryReader reader) {
    return new Mechanism(name + "_sd_configs", type, reader);
  }

  /** Checks an entry of a mechanism that the program does not have. */
  @FunctionalInterface
  private interface Check {
    void check(DiscoveryEntry entry);
  }

  private static Mechanism foreign(String name, String type, Check check) {
    ForeignDiscovery options = new ForeignDiscovery(name);
    return new Mechanism(
        name + "_sd_configs",
        type,
        entry -> {
          check.check(entry);
          return options;
        });
  }
}
