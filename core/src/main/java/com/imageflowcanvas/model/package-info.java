/** What can be asked to detect: models and their names. */
@NullMarked
package com.imageflowcanvas.model;

import org.jspecify.annotations.NullMarked;
