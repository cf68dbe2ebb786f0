/** Identifiers that sort by the time of their making. */
@NullMarked
package com.imageflowcanvas.id;

import org.jspecify.annotations.NullMarked;
