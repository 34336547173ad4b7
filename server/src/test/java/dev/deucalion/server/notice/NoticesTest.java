package dev.deucalion.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.source.NotificationSource.Notification;
import dev.deucalion.http.source.NotificationSource.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private long nowMs = 1000;
  private final Notices notices = new Notices(() -> nowMs, 2);

  private Notification notification(Notice notice, long timeMs, boolean active) {
    return new Notification(notice.text(), Instant.ofEpochMilli(timeMs), active);
  }

  private Subscription subscribe() {
    return Objects.requireNonNull(notices.subscribe());
  }

  @Test
  void keepsWhatHolds() {
    notices.add(Notice.STARTING_UP);
    notices.set(Notice.READ_ONLY, true);
    nowMs = 2000;
    notices.add(Notice.STARTING_UP);
    notices.remove(Notice.RELOAD_FAILED);
    assertThat(notices.notifications())
        .containsExactly(
            notification(Notice.STARTING_UP, 2000, true),
            notification(Notice.READ_ONLY, 1000, true));
    notices.set(Notice.STARTING_UP, false);
    assertThat(notices.notifications()).containsExactly(notification(Notice.READ_ONLY, 1000, true));
  }

  @Test
  void tellsSubscribersWhatHoldsAndWhatChanges() throws Exception {
    notices.add(Notice.RELOAD_FAILED);
    try (Subscription subscription = subscribe()) {
      notices.add(Notice.READ_ONLY);
      nowMs = 2000;
      notices.remove(Notice.RELOAD_FAILED);
      notices.close();
      assertThat(taken(subscription))
          .containsExactly(
              notification(Notice.RELOAD_FAILED, 1000, true),
              notification(Notice.READ_ONLY, 1000, true),
              notification(Notice.RELOAD_FAILED, 1000, false));
    }
  }

  private static List<Notification> taken(Subscription subscription) throws InterruptedException {
    List<Notification> taken = new ArrayList<>();
    Notification next = subscription.next();
    for (; next != null; next = subscription.next()) {
      taken.add(next);
    }
    return taken;
  }

  @Test
  void hasRoomForSomeSubscribersOnly() {
    Subscription first = subscribe();
    Subscription second = subscribe();
    assertThat(notices.subscribe()).isNull();
    assertThat(notices.stats().subscribers()).isEqualTo(2);
    second.close();
    second.close();
    assertThat(notices.subscribe()).isNotNull();
    notices.close();
    assertThat(notices.subscribe()).isNull();
    first.close();
    assertThat(notices.stats().subscribers()).isZero();
  }

  @Test
  void slowSubscribersMissSome() throws Exception {
    Subscription slow = subscribe();
    for (int i = 0; i < 12; i++) {
      notices.add(Notice.READ_ONLY);
    }
    assertThat(notices.stats()).isEqualTo(new Notices.Stats(1, 12, 2));
    slow.close();
    assertThat(taken(slow)).hasSize(10);
  }
}
