package dev.deucalion.server.config;

import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import java.util.List;

/**
 * The sections {@code remote_write} and {@code remote_read}.
 *
 * @param write ends that are written to, with different ids
 * @param read ends that are read
 */
public record RemoteConfig(List<RemoteWriteOptions> write, List<RemoteReadOptions> read) {
  public RemoteConfig {
    write = List.copyOf(write);
    read = List.copyOf(read);
  }
}
