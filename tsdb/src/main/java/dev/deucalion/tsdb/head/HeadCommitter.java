package dev.deucalion.tsdb.head;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.batch.Batch;
import dev.deucalion.tsdb.batch.CommitQueue;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** Writes groups of batches to the logs and applies them. For the owner of the commit lock. */
final class HeadCommitter implements CommitQueue.Committer {
  private final Head head;
  private final HeadState state;
  private final AppendRules rules;
  private final OutOfOrderJudge judge;
  private final BatchLogs logs;
  private final HeadWriter writer;

  /** Ids of the series of the group. */
  private final RoaringBitmap inGroup = new RoaringBitmap();

  HeadCommitter(Head head, HeadState state, AppendRules rules, HeadWriter writer) {
    this.head = head;
    this.state = state;
    this.rules = rules;
    this.writer = writer;
    judge = new OutOfOrderJudge(state, rules);
    logs = new BatchLogs(state.catalog(), state.outOfOrder());
  }

  /**
   * What of a batch comes out of order shows only when those before it are applied; so with a
   * window a group has no series twice.
   */
  @Override
  public boolean mayJoin(List<Batch> group, Batch next) {
    if (!rules.hasWindow()) {
      return true;
    }
    if (needsRevival(group.getFirst()) || needsRevival(next)) {
      return false;
    }
    if (group.size() == 1) {
      inGroup.clear();
      addSeries(group.getFirst());
    }
    for (int i = 0; i < next.count(); i++) {
      if (inGroup.contains(next.id(i))) {
        return false;
      }
    }
    addSeries(next);
    return true;
  }

  private void addSeries(Batch batch) {
    for (int i = 0; i < batch.count(); i++) {
      inGroup.add(batch.id(i));
    }
  }

  @Override
  public void commit(List<Batch> group) throws IOException {
    head.checkOpen();
    RecordLog log = head.log();
    for (Batch batch : group) {
      if (needsRevival(batch)) {
        revive(batch, log);
      }
      if (rules.hasWindow()) {
        judge.judge(batch);
      }
    }
    logs.write(group, log, head.outOfOrderLog());
    applyAll(group);
  }

  /** Whether a batch may name series that are no longer there. */
  private boolean needsRevival(Batch batch) {
    return batch.droppedSeries() != head.droppedSeries();
  }

  /** Makes series anew that were dropped while a batch named them. */
  private void revive(Batch batch, RecordLog log) {
    LabelHasher hasher = state.newHasher();
    SeriesCatalog catalog = state.catalog();
    batch.replaceIds(id -> {
      if (catalog.exists(id)) {
        return id;
      }
      Labels labels = catalog.labels(id);
      return state.id(state.findOrCreate(labels, hasher.hash(labels)));
    });
    batch.noteNew(catalog);
    if (log.keepsRecords()) {
      batch.encode(catalog, log);
    }
  }

  /** Applies batches that are in the log, all of them whatever happens to one. */
  private void applyAll(List<Batch> group) {
    RuntimeException failure = null;
    OutOfMemoryError noMemory = null;
    for (Batch batch : group) {
      try {
        apply(batch);
      } catch (OutOfMemoryError e) {
        noMemory = e;
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (noMemory != null) {
      throw noMemory;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void apply(Batch batch) {
    state.writeLock().lock();
    try {
      writer.apply(batch);
    } finally {
      state.writeLock().unlock();
    }
    for (Batch.SeriesExemplar each : batch.exemplars()) {
      state.exemplars().add(state.catalog().labels(each.id()), each.exemplar());
    }
    for (Batch.Described each : batch.metadata()) {
      state.metadata().put(each.id(), each.metadata());
    }
  }
}
