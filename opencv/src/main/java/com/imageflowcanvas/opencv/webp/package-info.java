/** WebP scaled by its own decoder, for images of which a smaller one is enough. */
@NullMarked
package com.imageflowcanvas.opencv.webp;

import org.jspecify.annotations.NullMarked;
