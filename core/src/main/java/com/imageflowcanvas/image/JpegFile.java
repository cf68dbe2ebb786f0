package com.imageflowcanvas.image;

import java.nio.ByteOrder;

/** JPEG (ITU-T T.81). */
final class JpegFile implements ImageFile {
  /** Enough to tell any limit on scans that it is exceeded. */
  private static final int MOST_SCANS_COUNTED = 1000;

  private static final String EXIF = "Exif\u0000\u0000";

  private final FileBytes in;

  JpegFile(FileBytes bytes) {
    this.in = bytes.part(0, bytes.length(), ByteOrder.BIG_ENDIAN).named("JPEG");
  }

  @Override
  public ImageHeader header() {
    JpegSegments segments = new JpegSegments(in);
    Orientation orientation = Orientation.UPRIGHT;
    Size size = null;
    boolean exifSeen = false;
    int scans = 0;
    while (scans < MOST_SCANS_COUNTED && segments.next() && segments.marker() != JpegSegments.EOI) {
      if (segments.isFrame()) {
        if (size != null) {
          throw in.corrupt("a second frame header (expected: one)");
        }
        size = frameSize(segments.payload());
      } else if (segments.marker() == JpegSegments.SOS) {
        scans++;
        if (size == null) {
          throw in.corrupt("a scan before the frame header (expected: SOF first)");
        }
      } else if (segments.marker() == JpegSegments.APP1
          && !exifSeen
          && segments.payload().hasText(0, EXIF)) {
        exifSeen = true;
        FileBytes payload = segments.payload();
        orientation = TiffFile.exifOrientation(payload.part(6, payload.length(), in.order()));
      }
    }
    if (size == null) {
      throw in.corrupt("no frame header in " + in.length() + " bytes (expected: SOF); truncated?");
    }
    return new ImageHeader(
        ImageFormat.JPEG, size.width(), size.height(), orientation, 1, Math.max(1, scans));
  }

  @Override
  public void requireComplete() {
    JpegSegments segments = new JpegSegments(in);
    boolean scanSeen = false;
    while (segments.next()) {
      scanSeen |= segments.marker() == JpegSegments.SOS;
      if (segments.marker() == JpegSegments.EOI) {
        if (!scanSeen) {
          throw in.corrupt("no image data (expected: a scan)");
        }
        return;
      }
    }
    throw in.corrupt("ends at byte " + in.length() + " (expected: an end marker); truncated?");
  }

  private Size frameSize(FileBytes frame) {
    int precision = frame.u8(0);
    if (precision != 8) {
      throw in.corrupt(precision + " bits a sample (expected: 8)");
    }
    return new Size(frame.u16(3), frame.u16(1));
  }
}
