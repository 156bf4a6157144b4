// The dropout mask of dev.hebb.graph.op.DropoutMask, bit for bit: Philox 4x32-10 over blocks of counters, so that the rounds are vector instructions.

static const int64_t COUNTERS = 16;

struct Words {
    uint32_t lane[4][COUNTERS];
};

static void philox(uint64_t key, uint64_t block, uint32_t ordinal, uint32_t step, Words* words) {
    uint32_t k0 = (uint32_t) key, k1 = (uint32_t) (key >> 32);
    uint32_t *x0 = words->lane[0], *x1 = words->lane[1], *x2 = words->lane[2], *x3 = words->lane[3];
    for (int64_t i = 0; i < COUNTERS; ++i) {
        x0[i] = (uint32_t) (block + i);
        x1[i] = (uint32_t) ((block + i) >> 32);
        x2[i] = ordinal;
        x3[i] = step;
    }
    for (int round = 0; round < 10; ++round) {
        for (int64_t i = 0; i < COUNTERS; ++i) {
            const uint64_t p0 = 0xD2511F53ull * x0[i], p1 = 0xCD9E8D57ull * x2[i];
            x0[i] = (uint32_t) (p1 >> 32) ^ x1[i] ^ k0;
            x2[i] = (uint32_t) (p0 >> 32) ^ x3[i] ^ k1;
            x1[i] = (uint32_t) p1;
            x3[i] = (uint32_t) p0;
        }
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

// [random int[4], to, elements, elements per row, ordinal, threshold of the word's upper 24 bits, scale]
template <class T> static void dropout_task(const int64_t* w, int64_t task, int64_t tasks, char*) {
    const int32_t* random = (const int32_t*) w[0];
    T* to = (T*) w[1];
    const int64_t elements = w[2];
    const uint64_t key = (uint64_t) (uint32_t) random[0] | (uint64_t) (uint32_t) random[1] << 32;
    const int64_t first = (int64_t) random[3] * w[3];
    const uint32_t threshold = (uint32_t) w[5];
    const T scale = (T) number(w[6]);
    Words words;
    // Element e is word g = first + e of the sequence: lane g mod 4 of block g / 4.
    const int64_t start = first / 4 * 4, blocks = (first + elements - start + 4 * COUNTERS - 1) / (4 * COUNTERS);
    for (int64_t block = share(blocks, task, tasks); block < share(blocks, task + 1, tasks); ++block) {
        const int64_t g = start + 4 * COUNTERS * block;
        philox(key, (uint64_t) (g / 4), (uint32_t) w[4], (uint32_t) random[2], &words);
        T mask[4 * COUNTERS];
        for (int64_t i = 0; i < COUNTERS; ++i) {
            for (int64_t lane = 0; lane < 4; ++lane) {
                mask[4 * i + lane] = words.lane[lane][i] >> 8 >= threshold ? scale : (T) 0;
            }
        }
        const int64_t from = g < first ? first - g : 0;
        const int64_t until = first + elements - g < 4 * COUNTERS ? first + elements - g : 4 * COUNTERS;
        memcpy(to + (g + from - first), mask + from, (until - from) * sizeof(T));
    }
}
