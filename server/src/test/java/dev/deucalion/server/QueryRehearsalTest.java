package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class QueryRehearsalTest {
  /** So many that the client has come over the network and over a socket in the file system. */
  private static final int REQUESTS = 450;

  @Test
  void allItsRequestsSucceed() throws IOException {
    try (QueryRehearsal rehearsal = QueryRehearsal.create()) {
      for (String query : RehearsalData.QUERIES) {
        rehearsal.ask(query, 60);
      }
      rehearsal.lookUp();
      assertThat(rehearsal.get("/query?query=%5D")).isEqualTo(400);
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(rehearsal.get("/nothing")).isEqualTo(404);
      }
    }
  }
}
