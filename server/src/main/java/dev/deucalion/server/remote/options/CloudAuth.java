package dev.deucalion.server.remote.options;

import dev.deucalion.scrape.aws.AwsIdentity;
import dev.deucalion.scrape.aws.AwsSigner;
import dev.deucalion.scrape.options.Secret;

/** How requests say to a cloud who sends them, beside what every HTTP client can. */
public sealed interface CloudAuth {
  /** Not at all. */
  record None() implements CloudAuth {}

  /**
   * {@code sigv4}, Amazon's signatures. Texts that are not given are empty.
   *
   * @param role of which keys are asked for
   */
  record SigV4(
      String region, String accessKey, Secret secretKey, String profile, Role role, String service)
      implements CloudAuth {
    /** Amazon's service for metrics. */
    private static final String DEFAULT_SERVICE = "aps";

    /** Who asks. */
    public AwsIdentity identity() {
      return new AwsIdentity(
          region,
          accessKey,
          accessKey.isEmpty() ? null : secretKey,
          profile,
          role.arn(),
          role.externalId(),
          role.fipsEndpoint() ? AwsSigner.validatedRoleEndpoint(region) : "");
    }

    /** What requests are for. */
    public String serviceOrDefault() {
      return service.isEmpty() ? DEFAULT_SERVICE : service;
    }
  }

  /**
   * A role to take on.
   *
   * @param arn its name, empty for none
   * @param fipsEndpoint whether the validated endpoint is to be asked
   */
  record Role(String arn, String externalId, boolean fipsEndpoint) {
    public static final Role NONE = new Role("", "", false);
  }

  /**
   * {@code azuread}, tokens of Microsoft Entra ID.
   *
   * @param cloud {@code AzurePublic} or another one
   * @param scope what the token is for, empty for that of the cloud's monitoring
   */
  record AzureAd(String cloud, String scope, AzureMethod method) implements CloudAuth {}

  /**
   * {@code google_iam}, tokens of Google.
   *
   * @param credentialsFile with the key of a service account; empty for Google's default
   *     credentials
   */
  record GoogleIam(String credentialsFile) implements CloudAuth {}

  /** Where tokens come from. */
  sealed interface AzureMethod {
    /** What the machine is allowed to; with an empty id, the identity of the machine itself. */
    record ManagedIdentity(String clientId) implements AzureMethod {}

    /** A token of the cluster is exchanged. */
    record WorkloadIdentity(String clientId, String tenantId, String tokenFile)
        implements AzureMethod {}

    /** The secret of an application. */
    record ClientSecret(String clientId, Secret secret, String tenantId) implements AzureMethod {}

    /**
     * The certificate of an application.
     *
     * @param sendsChain whether tokens are asked for with all certificates, for those who trust an
     *     issuer and a name
     */
    record Certificate(String clientId, String tenantId, KeyFiles files, boolean sendsChain)
        implements AzureMethod {}

    /**
     * Where a certificate and its key are.
     *
     * @param certificate path of a file in PEM or PFX
     * @param key path of a file in PEM; empty where the key is beside the certificate
     * @param password of a file in PFX
     */
    record KeyFiles(String certificate, String key, Secret password) {}

    /**
     * {@code sdk}: what the environment says.
     *
     * @param tenantId for workloads, empty for that of the environment
     */
    record Environment(String tenantId) implements AzureMethod {}
  }
}
