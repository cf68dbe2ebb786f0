/** Reads a recording of the server's CPU time and says where it went. */
@NullMarked
package com.imageflowcanvas.bench.profile;

import org.jspecify.annotations.NullMarked;
