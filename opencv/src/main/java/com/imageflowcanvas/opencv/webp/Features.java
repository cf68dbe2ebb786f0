package com.imageflowcanvas.opencv.webp;

import com.imageflowcanvas.image.Size;

/**
 * What libwebp reads of a file before it decodes.
 *
 * @param size px as stored
 */
record Features(Size size, boolean hasAlpha, boolean isAnimated) {}
