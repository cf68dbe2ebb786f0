/** What one process needs no other technology for. */
@NullMarked
package com.imageflowcanvas.adapters.memory;

import org.jspecify.annotations.NullMarked;
