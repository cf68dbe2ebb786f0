/** From images on disk to saved results: batches, submission, watching, downloads. */
@NullMarked
package com.imageflowcanvas.cli.execution;

import org.jspecify.annotations.NullMarked;
