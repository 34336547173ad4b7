package dev.deucalion.scrape.aws;

/**
 * A role that is taken over.
 *
 * @param arn its name
 * @param session how what is done in the role is called, empty for a name of ours
 * @param externalId shown when the role is taken over, empty for none
 */
record AwsRole(String arn, String session, String externalId) {
  private static final String OUR_SESSION = "deucalion";

  String sessionOrOurs() {
    return session.isEmpty() ? OUR_SESSION : session;
  }
}
