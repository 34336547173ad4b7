package dev.deucalion.tsdb.index;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Where series are found by label: the head's postings or a block's index. Series go by ids of the
 * source's own, which are unsigned. Who may read it from which thread is the source's to say.
 */
public interface PostingsSource {
  /** All series; not to be changed. */
  RoaringBitmap all();

  /** The label of a name, or null when no series has it. */
  @Nullable LabelSource label(String name);
}
