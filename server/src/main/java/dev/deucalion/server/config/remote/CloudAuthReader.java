package dev.deucalion.server.config.remote;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks how a client says who it is to a cloud: {@code sigv4}, {@code azuread} and the like. */
public final class CloudAuthReader {
  private static final Pattern UUID =
      Pattern.compile("(?i)(urn:uuid:)?\\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}}?");
  private static final List<String> CLOUDS =
      List.of("AzurePublic", "AzureGovernment", "AzureChina");

  private final MapReader parent;

  public CloudAuthReader(MapReader parent) {
    this.parent = parent;
  }

  /** Whether there is {@code sigv4}. */
  public boolean sigV4() {
    Node node = parent.take("sigv4");
    if (node == null) {
      return false;
    }
    MapReader in = new MapReader(node, "sigv4.plain", parent.problems());
    in.text("region", "");
    boolean accessKey = !in.text("access_key", "").isEmpty();
    boolean secretKey = !in.secret("secret_key").isEmpty();
    in.text("profile", "");
    in.text("role_arn", "");
    in.text("external_id", "");
    in.flag("use_fips_sts_endpoint", false);
    in.text("service_name", "");
    in.finish();
    parent.print("sigv4", in.printed());
    if (accessKey != secretKey) {
      parent
          .problems()
          .at(
              node,
              "must provide a AWS SigV4 Access key and Secret Key if credentials are specified in"
                  + " the SigV4 config");
    }
    return true;
  }

  /** Whether there is {@code google_iam}. */
  boolean googleIam() {
    Node node = parent.take("google_iam");
    if (node == null) {
      return false;
    }
    MapReader in = new MapReader(node, "googleiam.Config", parent.problems());
    in.text("credentials_file", "");
    in.finish();
    parent.print("google_iam", in.printed());
    return true;
  }

  /** Whether there is {@code azuread}. */
  boolean azureAd() {
    Node node = parent.take("azuread");
    if (node == null) {
      return false;
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
    methods.forEach((key, method) -> {
      checkMethod(key, method);
      method.finish();
      in.print(key, method.printed());
    });
    String cloud = in.text("cloud", CLOUDS.getFirst());
    in.text("scope", "");
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
    return true;
  }

  private static void checkMethod(String key, MapReader in) {
    switch (key) {
      case "managed_identity" -> id(in, "Azure Managed Identity", false);
      case "workload_identity" -> {
        id(in, "Azure Workload Identity", true);
        String tenant = required(in, "Azure Workload Identity", "tenant_id");
        require(
            in,
            tenant.isEmpty() || UUID.matcher(tenant).matches(),
            "the provided Azure Workload Identity tenant_id is invalid");
        in.text("token_file_path", "");
      }
      case "oauth" -> {
        id(in, "Azure OAuth", true);
        require(
            in,
            !in.secret("client_secret").isEmpty(),
            "must provide an Azure OAuth client_secret in the Azure AD config");
        required(in, "Azure OAuth", "tenant_id");
      }
      case "sdk" -> in.text("tenant_id", "");
      default -> {
        id(in, "Azure Certificate", true);
        required(in, "Azure Certificate", "tenant_id");
        required(in, "Azure Certificate", "certificate_path");
        in.text("certificate_key_path", "");
        in.secret("certificate_password");
        in.flag("send_certificate_chain", false);
      }
    }
  }

  private static void id(MapReader in, String what, boolean needed) {
    String id = needed ? required(in, what, "client_id") : in.text("client_id", "");
    require(
        in,
        id.isEmpty() || UUID.matcher(id).matches(),
        "the provided " + what + " client_id is invalid");
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
