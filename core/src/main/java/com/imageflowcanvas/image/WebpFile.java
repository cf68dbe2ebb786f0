package com.imageflowcanvas.image;

import java.nio.ByteOrder;

/** WebP: lossy (RFC 6386), lossless and extended (RFC 9649). */
final class WebpFile implements ImageFile {
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;

  private final FileBytes in;

  WebpFile(FileBytes bytes) {
    this.in = bytes.part(0, bytes.length(), ByteOrder.LITTLE_ENDIAN).named("WebP");
  }

  @Override
  public ImageHeader header() {
    long content = RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES;
    if (in.hasText(RIFF_HEADER_BYTES, "VP8 ")) {
      return still(lossySize(content));
    }
    if (in.hasText(RIFF_HEADER_BYTES, "VP8L")) {
      return still(losslessSize(content));
    }
    if (in.hasText(RIFF_HEADER_BYTES, "VP8X")) {
      return extended(new Size(in.u24(content + 4) + 1, in.u24(content + 7) + 1));
    }
    throw in.corrupt("no known chunk after the RIFF header (expected: VP8, VP8L or VP8X)");
  }

  @Override
  public void requireComplete() {
    in.need(0, in.u32(4) + CHUNK_HEADER_BYTES);
  }

  /** Only of the plain lossy kind it is certain that it has no alpha. */
  @Override
  public StoredPixels pixels() {
    return in.hasText(RIFF_HEADER_BYTES, "VP8 ")
        ? new StoredPixels(8, StoredPixels.Alpha.NONE)
        : StoredPixels.KNOWN;
  }

  private ImageHeader extended(Size canvas) {
    Orientation orientation = Orientation.UPRIGHT;
    int frames = 0;
    for (long at = RIFF_HEADER_BYTES; at + CHUNK_HEADER_BYTES <= in.length(); at = after(at)) {
      if (in.hasText(at, "ANMF")) {
        frames++;
      } else if (in.hasText(at, "EXIF")) {
        FileBytes exif = in.part(at + CHUNK_HEADER_BYTES, in.u32(at + 4), in.order());
        // some writers keep the prefix that JPEG wants
        int prefix = exif.hasText(0, "Exif\u0000\u0000") ? 6 : 0;
        orientation = TiffFile.exifOrientation(exif.part(prefix, exif.length(), in.order()));
      }
    }
    return new ImageHeader(
        ImageFormat.WEBP, canvas.width(), canvas.height(), orientation, Math.max(1, frames), 1);
  }

  /** Chunks are padded to an even number of bytes. */
  private long after(long chunk) {
    long size = in.u32(chunk + 4);
    return chunk + CHUNK_HEADER_BYTES + size + (size & 1);
  }

  private Size lossySize(long at) {
    if (in.u24(at + 3) != 0x2A019D) {
      throw in.corrupt("no start code in the VP8 chunk (expected: 9d 01 2a)");
    }
    return new Size(in.u16(at + 6) & 0x3FFF, in.u16(at + 8) & 0x3FFF);
  }

  private Size losslessSize(long at) {
    if (in.u8(at) != 0x2F) {
      throw in.corrupt("no signature in the VP8L chunk (expected: 2f)");
    }
    int bits = in.i32(at + 1);
    return new Size((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
  }

  private static ImageHeader still(Size size) {
    return new ImageHeader(
        ImageFormat.WEBP, size.width(), size.height(), Orientation.UPRIGHT, 1, 1);
  }
}
