/** What flows along every edge of a pipeline, and its two ends: decoding and encoding. */
@NullMarked
package com.imageflowcanvas.image;

import org.jspecify.annotations.NullMarked;
