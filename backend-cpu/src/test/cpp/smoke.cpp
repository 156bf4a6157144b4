// What can be seen of the library without Java, for processors that only an emulator has here (backend-cpu/aarch64): functions against libm, one tape, and the
// floating-point mode after it.
#include "../../main/cpp/hebb.hpp"
#include <math.h>
#include <stdio.h>
#include "../../main/cpp/functions.hpp"

extern "C" int64_t Java_dev_hebb_backend_cpu_Native_run(void*, void*, int64_t, int64_t, int64_t, int64_t, int64_t, int64_t);

static int failures;

static void expect(bool holds, const char* what, double x, double wanted, double got) {
    if (!holds) {
        printf("%s of %g: expected %.9g but got %.9g\n", what, x, wanted, got);
        failures++;
    }
}

// Within four units in the last place, over numbers of every size.
template <class F> static void check(const char* name, double (*wanted)(double), double from, double to) {
    const int numbers = 20000;
    for (int i = 0; i <= numbers; ++i) {
        const float x = (float) (from + (to - from) * i / numbers);
        const float y = F::of(x);
        const float z = (float) wanted(x);
        expect(fabs((double) y - z) <= 4 * fabs((double) nextafterf(z, INFINITY) - z), name, x, z, y);
    }
    expect(isnan(F::of(NAN)), name, NAN, NAN, F::of(NAN));
}

static void check_tape() {
    const int elements = 1025;
    float to[elements + 1];
    to[elements] = 7;
    union {
        double number;
        int64_t word;
    } x = {2.5};
    int64_t fault[4] = {};
    const int64_t tape[] = {FILL, HEAD + 3, FLOAT32, 1, (int64_t) to, elements, x.word};
    const int64_t result = Java_dev_hebb_backend_cpu_Native_run(nullptr, nullptr, (int64_t) tape, 1, 0, 0, 0, (int64_t) fault);
    expect(result == 0, "the result of a tape", 0, 0, (double) result);
    for (int i = 0; i < elements; ++i) expect(to[i] == 2.5f, "a filled element", i, 2.5, to[i]);
    expect(to[elements] == 7, "the element after the last", elements, 7, to[elements]);
}

int main() {
    check<Exp>("exp", exp, -87, 88);
    check<Expm1>("expm1", expm1, -20, 88);
    check<Log>("log", log, 1e-3, 1e3);
    check<Log1p>("log1p", log1p, -0.999, 1e3);
    check<Tanh>("tanh", tanh, -12, 12);
    check<Erf>("erf", erf, -3, 3);
    check_tape();
    volatile float denormal = 1e-40f;
    expect(denormal * 0.5f != 0, "half of a denormal after a tape", denormal, 0.5e-40, denormal * 0.5f);
    puts(failures ? "smoke: failed" : "smoke: passed");
    return failures != 0;
}
