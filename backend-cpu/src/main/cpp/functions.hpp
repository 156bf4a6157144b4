// Functions of one or two numbers, written without branches where the compiler is to make vectors of them. The bounds of their errors are those that
// FunctionsTest measures; denormal arguments and results count as 0, since they are flushed.

static inline int32_t bits(float x) {
    int32_t i;
    __builtin_memcpy(&i, &x, sizeof i);
    return i;
}

static inline float from_bits(int32_t i) {
    float x;
    __builtin_memcpy(&x, &i, sizeof x);
    return x;
}

static const float INFINITE = __builtin_huge_valf();
static const float NOT_A_NUMBER = __builtin_nanf("");
static const float LOG2_E = 1.44269504088896341f;
// The natural logarithm of 2 in two parts; the first has so few bits that its products with exponents are exact.
static const float LN2_HIGH = 0.693359375f;
static const float LN2_LOW = -2.12194440e-4f;
// Adding this rounds a small number to an integer, which then stands in the low bits.
static const float ROUNDER = 12582912.0f;

// Splits x into n ln 2 + r with |r| <= ln 2 / 2; n as an integer.
static inline int32_t split(float x, float* r) {
    const float shifted = x * LOG2_E + ROUNDER;
    const float n = shifted - ROUNDER;
    *r = (x - n * LN2_HIGH) - n * LN2_LOW;
    return (int32_t) ((uint32_t) bits(shifted) - (uint32_t) bits(ROUNDER));
}

// exp(r) - 1 for |r| <= ln 2 / 2. Coefficients: Moshier, Cephes library, expf.
static inline float expm1_small(float r) {
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    return p * (r * r) + r;
}

static inline float power_of_two(int32_t n) {
    return from_bits((int32_t) ((uint32_t) (n + 127) << 23));
}

// The least argument whose result is infinite, and the greatest whose result is denormal, which is flushed.
static const float EXP_INFINITE = 88.72283935546875f;
static const float EXP_ZERO = -87.3365478515625f;

static inline float fast_exp(float x) {
    const float shifted = x * LOG2_E + ROUNDER;
    const float n = shifted - ROUNDER;
    const float r = (x - n * LN2_HIGH) - n * LN2_LOW;
    // ROUNDER has no low bits, so these are n as an exponent; outside of the bounds below the sum is anything.
    const uint32_t exponent = (uint32_t) bits(shifted) << 23;
    float y = from_bits((int32_t) ((uint32_t) bits(expm1_small(r) + 1.0f) + exponent));
    y = x > EXP_ZERO ? y : 0.0f;
    return x < EXP_INFINITE ? y : x * INFINITE;
}

static inline float fast_expm1(float x) {
    float r;
    float clamped = x > 89.0f ? 89.0f : x;
    clamped = clamped < -60.0f ? -60.0f : clamped;
    const int32_t n = split(clamped, &r);
    const float half = power_of_two(n - 1);
    const float y = 2.0f * (half * expm1_small(r) + (half - 0.5f));
    // Half of a very small number would be flushed.
    return __builtin_fabsf(x) < 1e-8f ? x : y;
}

// For x > 0 that are normal and finite. Coefficients: Moshier, Cephes library, logf.
static inline float log_normal(float x) {
    const int32_t e = (int32_t) ((uint32_t) bits(x) - 0x3f3504f3u) >> 23;
    const float f = from_bits((int32_t) ((uint32_t) bits(x) - ((uint32_t) e << 23))) - 1.0f;
    const float exponent = (float) e;
    const float z = f * f;
    float p = 7.0376836292e-2f;
    p = p * f - 1.1514610310e-1f;
    p = p * f + 1.1676998740e-1f;
    p = p * f - 1.2420140846e-1f;
    p = p * f + 1.4249322787e-1f;
    p = p * f - 1.6668057665e-1f;
    p = p * f + 2.0000714765e-1f;
    p = p * f - 2.4999993993e-1f;
    p = p * f + 3.3333331174e-1f;
    p = p * f * z + exponent * LN2_LOW - 0.5f * z;
    return exponent * LN2_HIGH + (f + p);
}

static inline float fast_log(float x) {
    float y = log_normal(x);
    y = x == INFINITE ? INFINITE : y;
    y = x > 0.0f ? y : NOT_A_NUMBER;
    return x == 0.0f ? -INFINITE : y;
}

static inline float fast_log1p(float x) {
    const float u = 1.0f + x;
    float y = log_normal(u) + (x - (u - 1.0f)) / u;
    y = u == INFINITE ? INFINITE : y;
    y = u > 0.0f ? y : NOT_A_NUMBER;
    return u == 0.0f ? -INFINITE : y;
}

// The smaller of a number and a limit, in one instruction; NaN stays.
static inline float at_most(float limit, float x) { return limit < x ? limit : x; }

// A result that rounding may have taken past 1 or -1, or the argument past where it was fitted: 1 or -1 there.
static inline float within_one(float x) { return __builtin_copysignf(at_most(1.0f, __builtin_fabsf(x)), x); }

// x P(x^2) / Q(x^2), the coefficients fitted for the least relative error, 2e-8, up to 9, from where the result is 1.
static inline float fast_tanh(float x) {
    const float t = at_most(81.0f, x * x);
    float p = 1.335468487e-8f;
    p = p * t + 2.060910021e-5f;
    p = p * t + 3.495589250e-3f;
    p = p * t + 1.338102659e-1f;
    p = p * t + 1.0f;
    float q = 7.776568184e-7f;
    q = q * t + 3.285636632e-4f;
    q = q * t + 2.587698649e-2f;
    q = q * t + 4.671434218e-1f;
    q = q * t + 1.0f;
    return within_one(x * p / q);
}

// The same, 3e-8, up to 4.
static inline float fast_erf(float x) {
    const float t = at_most(16.0f, x * x);
    float p = 1.98683798e-6f;
    p = p * t + 2.845619397e-4f;
    p = p * t + 3.883110186e-3f;
    p = p * t + 5.310100668e-2f;
    p = p * t + 1.935394175e-1f;
    p = p * t + 1.128379139f;
    float q = 3.742055564e-5f;
    q = q * t + 1.185517388e-3f;
    q = q * t + 1.520677387e-2f;
    q = q * t + 1.15347675e-1f;
    q = q * t + 5.048523993e-1f;
    q = q * t + 1.0f;
    return within_one(x * p / q);
}

struct Copy { template <class T> static T of(T x) { return x; } };
struct Negate { template <class T> static T of(T x) { return -x; } };
struct Absolute {
    static float of(float x) { return __builtin_fabsf(x); }
    static double of(double x) { return __builtin_fabs(x); }
};
struct Exp {
    static float of(float x) { return fast_exp(x); }
    static double of(double x) { return __builtin_exp(x); }
};
struct Expm1 {
    static float of(float x) { return fast_expm1(x); }
    static double of(double x) { return __builtin_expm1(x); }
};
struct Log {
    static float of(float x) { return fast_log(x); }
    static double of(double x) { return __builtin_log(x); }
};
struct Log1p {
    static float of(float x) { return fast_log1p(x); }
    static double of(double x) { return __builtin_log1p(x); }
};
struct Sqrt {
    static float of(float x) { return __builtin_sqrtf(x); }
    static double of(double x) { return __builtin_sqrt(x); }
};
struct Rsqrt { template <class T> static T of(T x) { return (T) 1 / Sqrt::of(x); } };
struct Tanh {
    static float of(float x) { return fast_tanh(x); }
    static double of(double x) { return __builtin_tanh(x); }
};
struct Erf {
    static float of(float x) { return fast_erf(x); }
    static double of(double x) { return __builtin_erf(x); }
};
struct Sin {
    static float of(float x) { return __builtin_sinf(x); }
    static double of(double x) { return __builtin_sin(x); }
};
struct Cos {
    static float of(float x) { return __builtin_cosf(x); }
    static double of(double x) { return __builtin_cos(x); }
};
struct Sign { template <class T> static T of(T x) { return x > 0 ? (T) 1 : x < 0 ? (T) -1 : x; } };

struct Add { template <class T> static T of(T x, T y) { return x + y; } };
struct Subtract { template <class T> static T of(T x, T y) { return x - y; } };
struct Multiply { template <class T> static T of(T x, T y) { return x * y; } };
struct Divide { template <class T> static T of(T x, T y) { return x / y; } };
struct Power {
    static float of(float x, float y) { return __builtin_powf(x, y); }
    static double of(double x, double y) { return __builtin_pow(x, y); }
};
// NaN on either side gives NaN.
struct Minimum { template <class T> static T of(T x, T y) { return (x < y) | (x != x) ? x : y; } };
struct Maximum { template <class T> static T of(T x, T y) { return (x > y) | (x != x) ? x : y; } };
struct Less { template <class T> static T of(T x, T y) { return x < y ? (T) 1 : (T) 0; } };
struct LessEqual { template <class T> static T of(T x, T y) { return x <= y ? (T) 1 : (T) 0; } };
struct Greater { template <class T> static T of(T x, T y) { return x > y ? (T) 1 : (T) 0; } };
struct GreaterEqual { template <class T> static T of(T x, T y) { return x >= y ? (T) 1 : (T) 0; } };
struct Equal { template <class T> static T of(T x, T y) { return x == y ? (T) 1 : (T) 0; } };
struct NotEqual { template <class T> static T of(T x, T y) { return x != y ? (T) 1 : (T) 0; } };
