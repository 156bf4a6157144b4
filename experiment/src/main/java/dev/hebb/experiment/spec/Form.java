package dev.hebb.experiment.spec;

import java.util.List;

/**
 * One of the ways in which the keys of a section go together.
 *
 * @param required the first of them tells the forms of a section apart
 */
record Form(List<String> required, List<String> optional) {
    String mark() {
        return required.get(0);
    }

    boolean allows(String key) {
        return required.contains(key) || optional.contains(key);
    }
}
