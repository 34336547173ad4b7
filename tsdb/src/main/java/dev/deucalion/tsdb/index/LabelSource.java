package dev.deucalion.tsdb.index;

import org.roaringbitmap.RoaringBitmap;

/** The series that have one label, by its values. Values have numbers of the source's own. */
public interface LabelSource {
  /** For a number of a value: the series does not have the label. */
  int NO_VALUE = -1;

  /** Number of distinct values. */
  int valueCount();

  /** Series that have the label; not to be changed. */
  RoaringBitmap present();

  /** Series that have a value, none where nobody has it; not to be changed. */
  RoaringBitmap of(String value);

  /** How many series have to be read for {@link #of}; 0 where they are at hand. */
  long toRead(String value);

  /** How many series have to be read for {@link #present}, at most; 0 where they are at hand. */
  long toReadAll();

  /**
   * What {@link #addTo} takes for a value: as long as to read so many series of a block's index.
   */
  long toUnite(String value);

  /** Adds the series that have a value. */
  void addTo(RoaringBitmap target, String value);

  /**
   * What it takes {@link #addNamed} to look at values, at most: as long as to read the labels of so
   * many series.
   */
  int candidates(ValueFilter filter);

  /**
   * Adds the series of the values that a filter names: those that it accepts, or, where it accepts
   * the empty value, those that it refuses.
   *
   * @param most how much {@link #toUnite} may be for all of these values
   * @return false where it is more; then some are missing
   */
  boolean addNamed(RoaringBitmap target, ValueFilter filter, long most);

  /** What {@link #valueOf} takes: as long as to read, or to unite, so many series of a value. */
  int labelsWork();

  /** The number of the value that a series has, or {@link #NO_VALUE}. */
  int valueOf(int id);

  /** The value of a number. */
  String value(int number);
}
