package dev.deucalion.scrape.aws;

/**
 * Keys that requests are signed with.
 *
 * @param sessionToken empty for keys that do not expire
 * @param expiresMs {@link Long#MAX_VALUE} for never
 */
public record AwsKeys(String accessKey, String secretKey, String sessionToken, long expiresMs) {
  /** Keys that do not expire. */
  public static AwsKeys lasting(String accessKey, String secretKey, String sessionToken) {
    return new AwsKeys(accessKey, secretKey, sessionToken, Long.MAX_VALUE);
  }

  @Override
  public String toString() {
    return accessKey;
  }
}
