package dev.deucalion.server.config.remote;

import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.CloudAuth.AzureMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how a client says who it is to a cloud: {@code sigv4}, {@code azuread} and the like. */
public final class CloudAuthReader {
  private static final Pattern UUID =
      Pattern.compile("(?i)(urn:uuid:)?\\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}}?");
  private static final List<String> CLOUDS =
      List.of("AzurePublic", "AzureGovernment", "AzureChina");

  private final MapReader parent;

  public CloudAuthReader(MapReader parent) {
    this.parent = parent;
  }

  /** What {@code sigv4} says. */
  public CloudAuth sigV4() {
    Node node = parent.take("sigv4");
    if (node == null) {
      return new CloudAuth.None();
    }
    MapReader in = new MapReader(node, "sigv4.plain", parent.problems());
    String region = in.text("region", "");
    String accessKey = in.text("access_key", "");
    String secretKey = in.secret("secret_key");
    String profile = in.text("profile", "");
    CloudAuth.Role role =
        new CloudAuth.Role(
            in.text("role_arn", ""),
            in.text("external_id", ""),
            in.flag("use_fips_sts_endpoint", false));
    String service = in.text("service_name", "");
    in.finish();
    parent.print("sigv4", in.printed());
    if (accessKey.isEmpty() != secretKey.isEmpty()) {
      parent
          .problems()
          .at(
              node,
              "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in"
                  + " the SigV4 config");
    }
    if (!role.externalId().isEmpty() && role.arn().isEmpty()) {
      parent.problems().at(node, "external_id can only be used with role_arn");
    }
    return new CloudAuth.SigV4(region, accessKey, Secret.of(secretKey), profile, role, service);
  }

  /** What {@code google_iam} says. */
  CloudAuth googleIam() {
    Node node = parent.take("google_iam");
    if (node == null) {
      return new CloudAuth.None();
    }
    MapReader in = new MapReader(node, "googleiam.Config", parent.problems());
    String file = in.text("credentials_file", "");
    in.finish();
    parent.print("google_iam", in.printed());
    return new CloudAuth.GoogleIam(file);
  }

  /** What {@code azuread} says. */
  CloudAuth azureAd() {
    Node node = parent.take("azuread");
    if (node == null) {
      return new CloudAuth.None();
    }
    MapReader in = new MapReader(node, "azuread.plain", parent.problems());
    Map<String, MapReader> methods = new LinkedHashMap<>();
    for (String key :
        List.of("managed_identity", "workload_identity", "oauth", "sdk", "certificate")) {
      Node method = in.take(key);
      if (method != null) {
        methods.put(key, new MapReader(method, "azuread." + key, parent.problems()));
      }
    }
    List<AzureMethod> found = new ArrayList<>();
    methods.forEach((key, method) -> {
      found.add(readMethod(key, method));
      method.finish();
      in.print(key, method.printed());
    });
    String cloud = in.text("cloud", CLOUDS.getFirst());
    String scope = in.text("scope", "");
    in.finish();
    parent.print("azuread", in.printed());
    require(in, CLOUDS.contains(cloud), "must provide a cloud in the Azure AD config");
    require(
        in,
        !methods.isEmpty(),
        "must provide an Azure Managed Identity, Azure Workload Identity, Azure OAuth, Azure"
            + " Certificate or Azure SDK in the Azure AD config");
    require(
        in,
        methods.size() < 2,
        "cannot provide multiple authentication methods in the Azure AD config");
    return found.isEmpty()
        ? new CloudAuth.None()
        : new CloudAuth.AzureAd(cloud, scope, found.getFirst());
  }

  private static AzureMethod readMethod(String key, MapReader in) {
    return switch (key) {
      case "managed_identity" ->
          new AzureMethod.ManagedIdentity(id(in, "Azure Managed Identity", false));
      case "workload_identity" -> {
        String client = id(in, "Azure Workload Identity", true);
        String tenant = required(in, "Azure Workload Identity", "tenant_id");
        require(
            in,
            tenant.isEmpty() || UUID.matcher(tenant).matches(),
            "the provided Azure Workload Identity tenant_id is invalid");
        yield new AzureMethod.WorkloadIdentity(client, tenant, in.text("token_file_path", ""));
      }
      case "oauth" -> {
        String client = id(in, "Azure OAuth", true);
        String secret = in.secret("client_secret");
        require(
            in,
            !secret.isEmpty(),
            "must provide an Azure OAuth client_secret in the Azure AD config");
        yield new AzureMethod.ClientSecret(
            client, Secret.of(secret), required(in, "Azure OAuth", "tenant_id"));
      }
      case "sdk" -> new AzureMethod.Environment(in.text("tenant_id", ""));
      default -> {
        String client = id(in, "Azure Certificate", true);
        String tenant = required(in, "Azure Certificate", "tenant_id");
        AzureMethod.KeyFiles files =
            new AzureMethod.KeyFiles(
                required(in, "Azure Certificate", "certificate_path"),
                in.text("certificate_key_path", ""),
                Secret.of(in.secret("certificate_password")));
        yield new AzureMethod.Certificate(
            client, tenant, files, in.flag("send_certificate_chain", false));
      }
    };
  }

  private static String id(MapReader in, String what, boolean needed) {
    String id = needed ? required(in, what, "client_id") : in.text("client_id", "");
    require(
        in,
        id.isEmpty() || UUID.matcher(id).matches(),
        "the provided " + what + " client_id is invalid");
    return id;
  }

  private static String required(MapReader in, String what, String key) {
    String text = in.text(key, "");
    require(in, !text.isEmpty(), "must provide an " + what + " " + key + " in the Azure AD config");
    return text;
  }

  private static void require(MapReader in, boolean holds, String problem) {
    if (!holds) {
      in.problems().at(in.node(), problem);
    }
  }
}
