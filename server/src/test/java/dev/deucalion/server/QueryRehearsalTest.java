package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class QueryRehearsalTest {
  @Test
  void allItsRequestsSucceed() throws IOException {
    try (QueryRehearsal rehearsal = QueryRehearsal.create()) {
      for (String query : RehearsalData.QUERIES) {
        rehearsal.ask(query, 60);
      }
      rehearsal.lookUp();
      assertThat(rehearsal.get("/query?query=%5D")).isEqualTo(400);
      assertThat(rehearsal.get("/nothing")).isEqualTo(404);
    }
  }
}
