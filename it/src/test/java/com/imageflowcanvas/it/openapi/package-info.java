/** Holds the served API against its own description, with good and with hostile requests. */
@NullMarked
package com.imageflowcanvas.it.openapi;

import org.jspecify.annotations.NullMarked;
