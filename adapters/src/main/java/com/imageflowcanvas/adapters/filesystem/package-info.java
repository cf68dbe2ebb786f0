/** Objects as files of a folder. */
@NullMarked
package com.imageflowcanvas.adapters.filesystem;

import org.jspecify.annotations.NullMarked;
