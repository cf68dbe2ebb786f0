/** Components that find things. */
@NullMarked
package com.imageflowcanvas.components.detect;

import org.jspecify.annotations.NullMarked;
