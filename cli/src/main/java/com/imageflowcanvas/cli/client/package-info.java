/** The way to a server: address, login, requests, and what its answers mean. */
@NullMarked
package com.imageflowcanvas.cli.client;

import org.jspecify.annotations.NullMarked;
