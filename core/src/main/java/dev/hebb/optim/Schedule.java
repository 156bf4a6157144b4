package dev.hebb.optim;

/** The learning rate of each step. */
public interface Schedule {
    /**
     * @param epoch from 0
     * @param step updates done before this one, from 0
     */
    double learningRate(int epoch, long step);
}
