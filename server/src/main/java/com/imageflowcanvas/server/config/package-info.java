/** Settings from imageflow.yml and the environment, and the data folder. */
@NullMarked
package com.imageflowcanvas.server.config;

import org.jspecify.annotations.NullMarked;
