package dev.deucalion.server.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
  @Test
  void namesTheFileAndTheReason() {
    assertThat(FileFailure.describe(new NoSuchFileException("a")))
        .isEqualTo("a: no such file or directory");
    assertThat(FileFailure.describe(new AccessDeniedException("a")))
        .isEqualTo("a: permission denied");
    assertThat(FileFailure.describe(new FileAlreadyExistsException("a")))
        .isEqualTo("a: file exists");
    assertThat(FileFailure.describe(new FileSystemException("a", null, "No space left on device")))
        .isEqualTo("a: No space left on device");
    assertThat(FileFailure.describe(new FileSystemLoopException("a")))
        .isEqualTo("a: FileSystemLoopException");
    assertThat(FileFailure.describe(new IOException("Is a directory"))).isEqualTo("Is a directory");
    assertThat(FileFailure.describe(new IOException())).isEqualTo("java.io.IOException");
  }
}
