/** The REST contract, point by point, against the real server process. */
@NullMarked
package com.imageflowcanvas.it.rest;

import org.jspecify.annotations.NullMarked;
