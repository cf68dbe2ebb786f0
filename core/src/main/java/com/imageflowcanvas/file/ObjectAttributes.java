package com.imageflowcanvas.file;

/**
 * What is written beside an object for people who look at the store with other tools; never read
 * back.
 */
public record ObjectAttributes(String contentType, String filename) {}
