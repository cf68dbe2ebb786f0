/** The program: starts everything in one process and says where it listens. */
@NullMarked
package com.imageflowcanvas.server;

import org.jspecify.annotations.NullMarked;
