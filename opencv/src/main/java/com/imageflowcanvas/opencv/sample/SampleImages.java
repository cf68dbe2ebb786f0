package com.imageflowcanvas.opencv.sample;

import java.util.List;

/** Two photos to try pipelines with on the first day, drawn by the program; the same every time. */
public final class SampleImages {
  private SampleImages() {}

  /**
   * A group of three people, in which {@code haar-face} finds exactly three faces, and a street
   * with a market, full of edges and colors; 1280x800 px each. Takes about a second.
   */
  public static List<SampleImage> paint() {
    return List.of(
        new SampleImage("sample-people.jpg", GroupPortrait.paint()),
        new SampleImage("sample-market.jpg", MarketStreet.paint()));
  }

  /**
   * A photo.
   *
   * @param jpeg the file
   */
  @SuppressWarnings("ArrayRecordComponent") // a file to be stored, never compared
  public record SampleImage(String filename, byte[] jpeg) {}
}
