package dev.deucalion.scrape.discovery.ec2;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.aws.AwsApi;
import dev.deucalion.scrape.aws.AwsCredentials;
import dev.deucalion.scrape.aws.AwsIdentity;
import dev.deucalion.scrape.aws.AwsKeys;
import dev.deucalion.scrape.aws.SigV4;
import dev.deucalion.scrape.aws.XmlValue;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.Refresh;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks for all machines of a region, page by page; each is a target. */
final class Ec2Refresh implements Refresh {
  private static final String VERSION = "2016-11-15";

  private final Ec2DiscoveryOptions options;
  private final DiscoveryContext context;
  private final AwsCredentials credentials;
  private final HttpCaller caller;
  private @Nullable String region;

  /** Identifiers of zones by their names, which differ between accounts; null until known. */
  private @Nullable Map<String, String> zoneIds;

  Ec2Refresh(Ec2DiscoveryOptions options, DiscoveryContext context) {
    this.options = options;
    this.context = context;
    this.caller = new HttpCaller(context.http(), options.http());
    this.credentials =
        new AwsCredentials(
            new AwsIdentity(
                options.region(),
                options.accessKey(),
                options.secretKey(),
                options.profile(),
                options.roleArn(),
                options.externalId(),
                ""),
            context.environment(),
            context.clock(),
            new HttpCaller(context.http(), options.http()),
            // The settings of the client are about the API, not about the machine we are on.
            new HttpCaller(context.http(), HttpClientOptions.DEFAULTS));
  }

  @Override
  public List<TargetGroup> groups() throws DiscoveryException {
    String here = region;
    if (here == null) {
      here = credentials.region();
      region = here;
    }
    AwsApi api = api(here, "ec2", options.endpoint());
    Map<String, String> zones = zones(api);
    List<Labels> targets = new ArrayList<>();
    String token = "";
    do {
      XmlValue page = describeInstances(api, token);
      for (XmlValue reservation : page.items("reservationSet")) {
        for (XmlValue instance : reservation.items("instancesSet")) {
          new InstanceLabels(here, options.port(), zones)
              .of(instance, reservation.text("ownerId"))
              .ifPresent(targets::add);
        }
      }
      token = page.text("nextToken");
    } while (!token.isEmpty());
    return List.of(new TargetGroup(here, targets, Labels.EMPTY));
  }

  private XmlValue describeInstances(AwsApi api, String token) throws DiscoveryException {
    Map<String, String> params = new TreeMap<>();
    params.put("Action", "DescribeInstances");
    params.put("Version", VERSION);
    for (int i = 0; i < options.filters().size(); i++) {
      Ec2DiscoveryOptions.Filter filter = options.filters().get(i);
      String prefix = "Filter." + (i + 1);
      params.put(prefix + ".Name", filter.name());
      for (int j = 0; j < filter.values().size(); j++) {
        params.put(prefix + ".Value." + (j + 1), filter.values().get(j));
      }
    }
    if (!token.isEmpty()) {
      params.put("NextToken", token);
    }
    try {
      return api.call(params, credentials.keys(), context.clock().nowMs());
    } catch (DiscoveryException e) {
      // The keys may have been taken away; the next question begins with fresh ones.
      credentials.forget();
      throw new DiscoveryException("could not describe instances: " + e.getMessage(), e);
    }
  }

  private Map<String, String> zones(AwsApi api) throws DiscoveryException {
    Map<String, String> known = zoneIds;
    if (known != null) {
      return known;
    }
    Map<String, String> params =
        new TreeMap<>(Map.of("Action", "DescribeAvailabilityZones", "Version", VERSION));
    AwsKeys current = credentials.keys();
    try {
      XmlValue answer = api.call(params, current, context.clock().nowMs());
      Map<String, String> found = new HashMap<>();
      for (XmlValue zone : answer.items("availabilityZoneInfo")) {
        found.put(zone.text("zoneName"), zone.text("zoneId"));
      }
      zoneIds = found;
      return found;
    } catch (DiscoveryException e) {
      // Not everybody is allowed to ask; machines are found without, too.
      return Map.of();
    }
  }

  private AwsApi api(String here, String service, String endpoint) {
    String url = endpoint.isEmpty() ? AwsApi.url(service, here) : endpoint;
    return new AwsApi(caller, url, new SigV4(here, service), timeoutMs());
  }

  private long timeoutMs() {
    return options.refreshIntervalMs();
  }
}
