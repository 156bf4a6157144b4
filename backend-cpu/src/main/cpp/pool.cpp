#include "pool.hpp"
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void (*pool_thread_begins)() = nullptr;

char* Scratch::of(int64_t wanted) {
    if (wanted > bytes) {
        free(memory);
        const int64_t rounded = (wanted + 4095) / 4096 * 4096;
        memory = (char*) aligned_alloc(64, rounded);
        if (!memory) {
            fprintf(stderr, "hebb: expected %lld bytes to be free for a thread's scratch but they could not be allocated\n", (long long) rounded);
            abort();
        }
        bytes = rounded;
    }
    return memory;
}

Scratch::~Scratch() { free(memory); }

namespace {

const int64_t MOST_WORKERS = 1023;
const int64_t MOST_TEAMS = 64;
// How long an idle worker looks for work before it sleeps: longer than Java needs between two steps.
const int64_t SPIN_NANOS = 150000;
// Looks between two readings of the clock.
const int SPINS = 64;

inline void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

int64_t nanos() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ll + t.tv_nsec;
}

// Tasks that are left to take, as a word: the number of the run, where they end, the next one.
const int BITS = 20;
const uint64_t MASK = (1ull << BITS) - 1;

uint64_t next_of(uint64_t word) { return word & MASK; }
uint64_t end_of(uint64_t word) { return word >> BITS & MASK; }
bool has_task(uint64_t word) { return next_of(word) < end_of(word); }

struct alignas(64) Share {
    std::atomic<uint64_t> word{0};
};

struct Worker;
}

// Each thread of a team has a share of the tasks, the same one in every run, so that it finds in its caches what it has written before; when it is done with
// that, it takes from the others.
struct alignas(128) Team {
    Share shares[MOST_WORKERS + 1];
    alignas(64) std::atomic<uint64_t> done{0};
    alignas(64) Task task;
    const void* work;
    int64_t scratch_bytes;
    uint64_t run;
    // How many shares the run has.
    std::atomic<int64_t> used{0};
    std::atomic<bool> taken{false};
    int64_t helpers;
    Worker* helper[MOST_WORKERS];
};

namespace {

struct alignas(128) Worker {
    std::atomic<Team*> team{nullptr};
    // Its share of the team's tasks.
    std::atomic<int64_t> share{0};
    // 1 while it sleeps, or is about to.
    std::atomic<int> sleeps{0};
    std::atomic<bool> stops{false};
    pthread_t thread;
    Scratch scratch;
};

// Neither is ever freed: a worker may look once more at a team it has left, and a caller at a worker that has ended.
Team teams[MOST_TEAMS];
Worker workers[MOST_WORKERS];
std::atomic<int64_t> count{0};
int64_t users;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void wake(Worker* worker) {
    if (worker->sleeps.exchange(0) == 1) syscall(SYS_futex, (int*) &worker->sleeps, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

void sleep_until_woken(Worker* me) {
    me->sleeps.store(1);
    // Whoever gave work or asked to stop before the store above is seen here; whoever does so after it wakes.
    while (!me->team.load() && !me->stops.load() && me->sleeps.load() == 1) {
        syscall(SYS_futex, (int*) &me->sleeps, FUTEX_WAIT_PRIVATE, 1, nullptr, nullptr, 0);
    }
    me->sleeps.store(0);
}

// Takes the tasks of a share until none is left to take. A task is taken from whatever run the word is of at that moment; its team cannot go on before the task
// is done, so what is read after taking it belongs to it.
uint64_t take(Team* team, int64_t share, Scratch* own, char* scratch) {
    uint64_t count = 0;
    std::atomic<uint64_t>& word = team->shares[share].word;
    while (has_task(word.load(std::memory_order_acquire))) {
        const uint64_t taken = word.fetch_add(1, std::memory_order_acq_rel);
        if (!has_task(taken)) break;
        team->task(team->work, (int64_t) next_of(taken), own ? own->of(team->scratch_bytes) : scratch);
        if (own) team->done.fetch_add(1, std::memory_order_release);
        ++count;
    }
    return count;
}

// Those of one share, then those of the others.
uint64_t take_all(Team* team, int64_t first, Scratch* own, char* scratch) {
    uint64_t count = take(team, first, own, scratch);
    const int64_t used = team->used.load(std::memory_order_relaxed);
    for (int64_t i = 1; i < used; ++i) count += take(team, (first + i) % used, own, scratch);
    return count;
}

void* work(void* argument) {
    Worker* me = (Worker*) argument;
    if (pool_thread_begins) pool_thread_begins();
    int64_t idle_since = nanos();
    while (!me->stops.load(std::memory_order_relaxed)) {
        Team* team = me->team.load(std::memory_order_acquire);
        if (team && has_task(team->shares[me->share.load(std::memory_order_relaxed)].word.load(std::memory_order_acquire))) {
            take_all(team, me->share.load(std::memory_order_relaxed), &me->scratch, nullptr);
            idle_since = nanos();
            continue;
        }
        for (int i = 0; i < SPINS; ++i) {
            relax();
            Team* now = me->team.load(std::memory_order_acquire);
            if (now && has_task(now->shares[me->share.load(std::memory_order_relaxed)].word.load(std::memory_order_relaxed))) break;
        }
        if (me->team.load(std::memory_order_relaxed)) {
            // Its caller does something alone: it may take long, and somebody else may want the processor.
            if (nanos() - idle_since > SPIN_NANOS) sched_yield();
        } else if (nanos() - idle_since > SPIN_NANOS) {
            sleep_until_woken(me);
            idle_since = nanos();
        }
    }
    return nullptr;
}

void start_one() {
    const int64_t number = count.load();
    Worker* worker = &workers[number];
    worker->stops.store(false);
    worker->sleeps.store(0);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    // OpenBLAS and oneDNN keep blocks of matrices on the stack.
    pthread_attr_setstacksize(&attributes, 4 << 20);
    // Signals are the business of Java's threads.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&worker->thread, &attributes, work, worker);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_attr_destroy(&attributes);
    if (failed) return;
    char name[16];
    snprintf(name, sizeof name, "hebb-%d", (int) (number + 1));
    pthread_setname_np(worker->thread, name);
    count.store(number + 1, std::memory_order_release);
}
}

int64_t pool_open(int64_t wanted) {
    pthread_mutex_lock(&lock);
    ++users;
    if (wanted > MOST_WORKERS) wanted = MOST_WORKERS;
    for (int64_t before = -1; count.load() < wanted && count.load() != before;) {
        before = count.load();
        start_one();
    }
    const int64_t now = count.load();
    pthread_mutex_unlock(&lock);
    return now;
}

void pool_close() {
    pthread_mutex_lock(&lock);
    if (--users > 0) {
        pthread_mutex_unlock(&lock);
        return;
    }
    const int64_t all = count.exchange(0);
    for (int64_t i = 0; i < all; ++i) {
        workers[i].stops.store(true);
        wake(&workers[i]);
    }
    for (int64_t i = 0; i < all; ++i) pthread_join(workers[i].thread, nullptr);
    pthread_mutex_unlock(&lock);
}

Team* team_open(int64_t helpers) {
    if (helpers <= 0) return nullptr;
    Team* team = nullptr;
    for (int64_t i = 0; i < MOST_TEAMS && !team; ++i) {
        if (!teams[i].taken.load(std::memory_order_relaxed) && !teams[i].taken.exchange(true, std::memory_order_acquire)) {
            team = &teams[i];
        }
    }
    if (!team) return nullptr;
    team->helpers = 0;
    const int64_t all = count.load(std::memory_order_acquire);
    for (int64_t i = 0; i < all && team->helpers < helpers; ++i) {
        Worker* worker = &workers[i];
        Team* none = nullptr;
        if (!worker->team.load(std::memory_order_relaxed) && worker->team.compare_exchange_strong(none, team)) {
            team->helper[team->helpers++] = worker;
            worker->share.store(team->helpers, std::memory_order_relaxed);
            wake(worker);
        }
    }
    if (team->helpers == 0) {
        team->taken.store(false, std::memory_order_release);
        return nullptr;
    }
    return team;
}

void team_close(Team* team) {
    if (!team) return;
    for (int64_t i = 0; i < team->helpers; ++i) team->helper[i]->team.store(nullptr, std::memory_order_release);
    team->taken.store(false, std::memory_order_release);
}

void team_run(Team* team, Task task, const void* work, int64_t tasks, char* scratch, int64_t scratch_bytes) {
    if (!team || tasks == 1) {
        for (int64_t i = 0; i < tasks; ++i) task(work, i, scratch);
        return;
    }
    team->task = task;
    team->work = work;
    team->scratch_bytes = scratch_bytes;
    team->done.store(0, std::memory_order_relaxed);
    const int64_t shares = tasks < team->helpers + 1 ? tasks : team->helpers + 1;
    team->used.store(shares, std::memory_order_relaxed);
    const uint64_t run = ++team->run << 2 * BITS;
    for (int64_t i = shares - 1; i >= 0; --i) {
        const uint64_t from = (uint64_t) (tasks * i / shares), end = (uint64_t) (tasks * (i + 1) / shares);
        team->shares[i].word.store(run | end << BITS | from, std::memory_order_release);
    }
    const uint64_t own = take_all(team, 0, nullptr, scratch);
    int64_t looks = 0;
    while (team->done.load(std::memory_order_acquire) + own < (uint64_t) tasks) {
        relax();
        if (++looks % 4096 == 0) sched_yield();
    }
}
