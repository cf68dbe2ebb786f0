/** Files that people upload and executions produce. */
@NullMarked
package com.imageflowcanvas.file;

import org.jspecify.annotations.NullMarked;
