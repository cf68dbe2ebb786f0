/** What has happened, told to whoever listens: progress, ends, changes. */
@NullMarked
package com.imageflowcanvas.event;

import org.jspecify.annotations.NullMarked;
