package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.block.BlockMeta;
import java.io.IOException;
import java.util.List;

/** Lets readers see new blocks. For one thread at a time. */
interface PublishedBlocks {
  /**
   * Makes blocks that were just written visible.
   *
   * @throws IOException when that failed; the blocks are gone then
   */
  void publish(List<BlockMeta> written) throws IOException;
}
