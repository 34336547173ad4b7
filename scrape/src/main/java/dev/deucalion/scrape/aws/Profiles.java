package dev.deucalion.scrape.aws;

import java.nio.file.Path;
import java.util.Map;

/**
 * The profiles of the files for credentials and for settings, of which the former is asked first.
 * Both are read when one is needed.
 */
final class Profiles {
  private final ProfileFile credentials;
  private final ProfileFile settings;

  private Profiles(ProfileFile credentials, ProfileFile settings) {
    this.credentials = credentials;
    this.settings = settings;
  }

  /** The profiles in the files that the environment names, or in those of the user. */
  static Profiles read(Map<String, String> environment) {
    return new Profiles(
        file(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials"),
        file(environment, "AWS_CONFIG_FILE", "config"));
  }

  private static ProfileFile file(Map<String, String> environment, String variable, String name) {
    String path = environment.getOrDefault(variable, "");
    return ProfileFile.read(
        path.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", ""), ".aws", name)
            : Path.of(path));
  }

  /** A setting of a profile; empty where there is none. */
  String get(String profile, String name) {
    String value = credentials.get(profile, name);
    return value.isEmpty() ? settings.get(profile, name) : value;
  }
}
