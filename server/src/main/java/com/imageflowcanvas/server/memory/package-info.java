/** Memory that is given back to the operating system. */
@NullMarked
package com.imageflowcanvas.server.memory;

import org.jspecify.annotations.NullMarked;
