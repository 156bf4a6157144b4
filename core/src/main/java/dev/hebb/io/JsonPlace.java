package dev.hebb.io;

import java.util.Optional;

/**
 * Where in a JSON one stands, for messages: {@code layers[2].units}. Written out only when a message needs it.
 *
 * @param step a name or an index
 */
record JsonPlace(Optional<JsonPlace> parent, Object step, int depth) {
    static JsonPlace root() {
        return new JsonPlace(Optional.empty(), "", 0);
    }

    JsonPlace field(String name) {
        return new JsonPlace(Optional.of(this), name, depth + 1);
    }

    JsonPlace element(int index) {
        return new JsonPlace(Optional.of(this), index, depth + 1);
    }

    void requireDepth() {
        if (depth > RecordCodec.MAX_DEPTH) {
            throw new ModelFileException(
                    "expected at most " + RecordCodec.MAX_DEPTH + " levels but got more" + this, "");
        }
    }

    private String path() {
        if (parent.isEmpty()) {
            return step.toString();
        }
        String before = parent.get().path();
        if (step instanceof Integer) {
            return before + "[" + step + "]";
        }
        String name = SafetensorsHeader.clip(step.toString());
        return before.isEmpty() ? name : before + "." + name;
    }

    /** {@code  at layers[2].units}; empty at the root. */
    @Override
    public String toString() {
        String path = path();
        return path.isEmpty() ? "" : " at " + path;
    }
}
