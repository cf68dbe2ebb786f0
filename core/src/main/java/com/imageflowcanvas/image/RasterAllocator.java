package com.imageflowcanvas.image;

/** Gives memory for rasters that live as long as one run. The pixels' contents are undefined. */
@FunctionalInterface
public interface RasterAllocator {
  Raster allocate(int width, int height, PixelFormat format);
}
