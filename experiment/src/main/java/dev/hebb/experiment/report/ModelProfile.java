package dev.hebb.experiment.report;

/**
 * The model of a run.
 *
 * @param summary the layers as a text table
 * @param parameters how many numbers were trained
 * @param backend what computed it
 * @param device where, in words
 */
public record ModelProfile(String summary, long parameters, String backend, String device) {}
