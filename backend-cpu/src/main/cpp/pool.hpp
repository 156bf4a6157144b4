// The threads of the library: one pool per process, whose workers help whoever calls.
//
// A caller opens a team, cuts its work into tasks and does them itself; up to `helpers` idle workers take tasks too. Whoever is done takes what others have not
// begun, so a worker that comes late, or not at all, delays nobody: the caller waits only for tasks that a worker has begun.
#pragma once
#include <atomic>
#include <stdint.h>

// What a thread works with: memory of its own, which grows when a task asks for more.
struct Scratch {
    char* memory = nullptr;
    int64_t bytes = 0;
    // At least `wanted` bytes at a multiple of 64; ends the process where there are none, since no Java frame could take an exception.
    char* of(int64_t wanted);
    ~Scratch();
};

typedef void (*Task)(const void* work, int64_t task, char* scratch);

struct Team;

// One more user: makes sure that the pool has this many workers, or as many as can be started; returns how many there are.
int64_t pool_open(int64_t workers);
// One user less. After the last one the workers end when they have done what they began; whoever still runs something does the rest alone.
void pool_close();

// Takes up to `helpers` idle workers.
Team* team_open(int64_t helpers);
// Lets them go.
void team_close(Team* team);
// Does tasks 0 .. tasks-1 in any order, each with `scratch_bytes` of scratch: the caller's own, or the worker's.
void team_run(Team* team, Task task, const void* work, int64_t tasks, char* scratch, int64_t scratch_bytes);

// What every thread of the pool does before its first task.
extern void (*pool_thread_begins)();
