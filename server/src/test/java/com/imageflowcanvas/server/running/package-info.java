/** The whole server inside the tests, and clients for it. */
@NullMarked
package com.imageflowcanvas.server.running;

import org.jspecify.annotations.NullMarked;
