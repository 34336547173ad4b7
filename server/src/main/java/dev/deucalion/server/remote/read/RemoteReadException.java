package dev.deucalion.server.remote.read;

/** Why a remote end could not be read, in the words that are shown for it. Has no stack trace. */
final class RemoteReadException extends Exception {
  RemoteReadException(String message) {
    super(message, null, false, false);
  }
}
