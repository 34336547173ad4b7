package dev.deucalion.kubernetes.options;

/**
 * What else {@code attach_metadata} asks for: labels of an object that a target only has to do
 * with.
 */
public enum Attachment {
  /** Labels and annotations of the node. */
  NODE("node"),
  /** Labels and annotations of the namespace. */
  NAMESPACE("namespace"),
  /** The name of the deployment that a pod belongs to. */
  DEPLOYMENT("deployment"),
  /** The name of the job that a pod belongs to. */
  JOB("job"),
  /** The name of the cron job that a pod belongs to. */
  CRONJOB("cronjob");

  private final String text;

  Attachment(String text) {
    this.text = text;
  }

  /** As in the configuration. */
  public String text() {
    return text;
  }
}
