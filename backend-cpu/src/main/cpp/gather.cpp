// Rows of arrays on Java's heap, copied to a plan's input.
//
// The arrays are held by GetPrimitiveArrayCritical, during which the garbage collector waits: for at most HELD_BYTES at a time, below a millisecond. JNI's
// functions are called by their places in its function table, which the JNI specification fixes, so the build needs no header of a JDK.
#include "hebb.hpp"
#include "pool.hpp"
#include <stddef.h>

struct Jni {
    void* env;

    template <class F> F function(int place) const { return (F) (*(void***) env)[place]; }
    void forget(void* reference) const { function<void (*)(void*, void*)>(23)(env, reference); }
    int32_t room_for(int32_t references) const { return function<int32_t (*)(void*, int32_t)>(26)(env, references); }
    void* element(void* array, int32_t index) const { return function<void* (*)(void*, void*, int32_t)>(173)(env, array, index); }
    void ints(void* array, int64_t from, int64_t count, int32_t* into) const {
        function<void (*)(void*, void*, int32_t, int32_t, int32_t*)>(203)(env, array, (int32_t) from, (int32_t) count, into);
    }
    const char* hold(void* array) const { return (const char*) function<void* (*)(void*, void*, uint8_t*)>(222)(env, array, nullptr); }
    // Nothing was written to it.
    void release(void* array, const char* held) const {
        function<void (*)(void*, void*, void*, int32_t)>(223)(env, array, (void*) held, 2);
    }
};

static const int64_t HELD_BYTES = 2 << 20;
static const int MOST_ROWS = 256;
// At least this much is copied by several threads, in tasks of this size.
static const int64_t SHARED_BYTES = 48 << 10;
static const int64_t TASK_BYTES = 32 << 10;

// The chunks of some rows. Chunk n is looked for from slot n on, and stays where it was put.
struct Chunks {
    static const int MOST = 64;

    const Jni& jni;
    void* const table;
    int32_t number[MOST];
    void* array[MOST] = {};
    const char* held[MOST];
    int used = 0;

    Chunks(const Jni& jni, void* table) : jni(jni), table(table) {}

    // Where the chunk is, or -1 where there is no slot left.
    int slot_of(int32_t wanted) {
        for (int i = 0; i < MOST; i++) {
            const int slot = (wanted + i) % MOST;
            if (!array[slot]) {
                array[slot] = jni.element(table, wanted);
                number[slot] = wanted;
                used++;
                return slot;
            }
            if (number[slot] == wanted) return slot;
        }
        return -1;
    }
    void hold() {
        for (int slot = 0, left = used; left > 0; slot++) {
            if (!array[slot]) continue;
            held[slot] = jni.hold(array[slot]);
            left--;
        }
    }
    void release() {
        for (int slot = 0, left = used; left > 0; slot++) {
            if (!array[slot]) continue;
            jni.release(array[slot], held[slot]);
            left--;
        }
    }
    void forget() {
        for (int slot = 0; used > 0; slot++) {
            if (!array[slot]) continue;
            jni.forget(array[slot]);
            array[slot] = nullptr;
            used--;
        }
    }
};

static int64_t width(int64_t type) { return type == FLOAT64 ? 8 : 4; }

template <class From, class To> static void convert(const void* from, void* to, int64_t count) {
    for (int64_t i = 0; i < count; i++) ((To*) to)[i] = (To) ((const From*) from)[i];
}

typedef void (*Convert)(const void* from, void* to, int64_t count);

// Null where the bytes are copied as they are.
static Convert conversion(int64_t from, int64_t to) {
    if (from == to) return nullptr;
    if (to == FLOAT32) return from == FLOAT64 ? convert<double, float> : convert<int32_t, float>;
    return from == FLOAT32 ? convert<float, double> : convert<int32_t, double>;
}

// Rows of which every one lies in an array that is held.
struct Copy {
    const Chunks* chunks;
    Convert convert;
    const int8_t* slots;
    const int64_t* offsets;
    int64_t rows;
    int64_t rows_per_task;
    int64_t count;
    int64_t from_stride;
    int64_t to_stride;
    char* to;

    void run(int64_t first, int64_t last) const {
        for (int64_t i = first; i < last; i++) {
            const char* from = chunks->held[slots[i]] + offsets[i];
            char* target = to + i * to_stride;
            if (convert) {
                convert(from, target, count);
            } else {
                __builtin_memcpy(target, from, (size_t) (count * from_stride));
            }
        }
    }
};

static void copy_task(const void* work, int64_t task, char*) {
    const Copy& copy = *(const Copy*) work;
    const int64_t last = (task + 1) * copy.rows_per_task;
    copy.run(task * copy.rows_per_task, last < copy.rows ? last : copy.rows);
}

static void run_copy(Copy& copy, int64_t helpers, int64_t row_bytes) {
    if (helpers == 0 || copy.rows * row_bytes < SHARED_BYTES) {
        copy.run(0, copy.rows);
        return;
    }
    copy.rows_per_task = row_bytes < TASK_BYTES ? TASK_BYTES / row_bytes : 1;
    Team* team = team_open(helpers);
    team_run(team, copy_task, &copy, (copy.rows + copy.rows_per_task - 1) / copy.rows_per_task, nullptr, 0);
    team_close(team);
}

// A thread of the pool flushes denormals, so it copies, and converts only integers: every number arrives as the caller's own thread would write it.
static bool may_share(int64_t from, int64_t to) { return from == to || from == INT32; }

// Writes rows numbers[from .. from+count-1] of a table in chunks, an Object[], one after another to `to`. -1, or the place of a number that is no row.
extern "C" __attribute__((visibility("default"))) int64_t Java_dev_hebb_backend_cpu_Native_gather(
    void* env, void*, void* chunk_arrays, int64_t rows, int64_t rows_per_chunk, int64_t per_row, int64_t from_type, void* numbers, int64_t from,
    int64_t count, int64_t to, int64_t to_type, int64_t helpers) {
    const Jni jni = {env};
    const int64_t row_bytes = per_row * width(from_type);
    const int64_t held_rows = row_bytes == 0 ? MOST_ROWS : HELD_BYTES / row_bytes;
    const int64_t most = held_rows < 1 ? 1 : held_rows < MOST_ROWS ? held_rows : MOST_ROWS;
    // Of a row that is longer than what may be held, one part at a time.
    const int64_t part = held_rows < 1 ? HELD_BYTES / width(from_type) : per_row;
    Chunks chunks(jni, chunk_arrays);
    int32_t row[MOST_ROWS];
    int8_t slots[MOST_ROWS];
    int64_t offsets[MOST_ROWS];
    jni.room_for(Chunks::MOST);
    for (int64_t done = 0; done < count;) {
        const int64_t wanted = count - done < most ? count - done : most;
        jni.ints(numbers, from + done, wanted, row);
        int64_t now = 0;
        for (; now < wanted && row[now] >= 0 && row[now] < rows; now++) {
            const int32_t chunk = row[now] / (int32_t) rows_per_chunk;
            const int slot = chunks.slot_of(chunk);
            if (slot < 0) break;
            slots[now] = (int8_t) slot;
            offsets[now] = (row[now] - chunk * rows_per_chunk) * row_bytes;
        }
        if (now == 0) return from + done;
        char* target = (char*) to + done * per_row * width(to_type);
        for (int64_t first = 0; first < per_row; first += part) {
            const int64_t length = per_row - first < part ? per_row - first : part;
            Copy copy = {&chunks, conversion(from_type, to_type), slots, offsets, now, now, length, width(from_type), per_row * width(to_type),
                target + first * width(to_type)};
            chunks.hold();
            run_copy(copy, may_share(from_type, to_type) ? helpers : 0, length * width(from_type));
            chunks.release();
            for (int64_t i = 0; i < now; i++) offsets[i] += length * width(from_type);
        }
        chunks.forget();
        done += now;
    }
    return -1;
}
