/** Components that draw or hide what was found. */
@NullMarked
package com.imageflowcanvas.components.draw;

import org.jspecify.annotations.NullMarked;
