package com.imageflowcanvas.testkit;

import com.imageflowcanvas.image.ImageHeader;
import java.util.List;

/**
 * A small image file of which everything is known.
 *
 * @param header what its header has to be read as
 * @param quadrants colors (0xRRGGBB) in the middle of the four quarters of the upright image on
 *     white: top left, top right, bottom left, bottom right
 * @param tolerance how far a channel may be off, in levels
 */
@SuppressWarnings("ArrayRecordComponent") // told apart by name, never compared
public record TestImage(
    String name, byte[] data, ImageHeader header, List<Integer> quadrants, int tolerance) {

  public TestImage {
    quadrants = List.copyOf(quadrants);
  }

  @Override
  public String toString() {
    return name;
  }
}
