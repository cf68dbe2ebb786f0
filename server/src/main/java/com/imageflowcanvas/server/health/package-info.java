/** Whether the server lives and is ready to work. */
@NullMarked
package com.imageflowcanvas.server.health;

import org.jspecify.annotations.NullMarked;
