package dev.deucalion.scrape.discovery.file;

import dev.deucalion.scrape.options.DiscoveryOptions;
import java.util.List;

/**
 * {@code file_sd_configs}.
 *
 * @param files paths; {@code *} stands for any characters but slashes in the last part of one
 * @param refreshIntervalMs after which the files are read again even though nothing was heard
 */
public record FileDiscoveryOptions(List<String> files, long refreshIntervalMs)
    implements DiscoveryOptions {
  public FileDiscoveryOptions {
    files = List.copyOf(files);
  }

  @Override
  public String mechanism() {
    return "file";
  }
}
