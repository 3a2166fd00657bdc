/* A failing disk: the k-th call of a kind on files below a folder fails, or the process dies there.

   Preloaded into a process, it counts the calls of the C library that writing is made of. Disarmed it
   only passes them on. `disk_arm(folder, kind, k, error)`: error > 0 is an errno, -1 kills the process
   before the call and -2 after it, 0 only counts; `disk_count(kind)` tells how many there were, in
   this process or in one forked from it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN, READ, WRITE, FSYNC, RENAME, LINK, UNLINK, MKDIR, CHMOD, KINDS };

static char below[PATH_MAX];
static size_t length;
static int wanted = -1, fault;
static long nth, *counts;

void disk_arm(const char *folder, int kind, long k, int error) {
    if (!counts)
        counts = mmap(0, KINDS * sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    strncpy(below, folder, sizeof below - 1);
    length = strlen(below);
    memset(counts, 0, KINDS * sizeof *counts);
    wanted = kind;
    nth = k;
    fault = error;
}

long disk_count(int kind) { return counts[kind]; }

static int is_below(const char *path) { return length && path && strncmp(path, below, length) == 0; }

/* An open that writing is made of, or one that reads what people keep. */
static int opening(const char *path, int flags) {
    return (flags & (O_CREAT | O_WRONLY | O_RDWR)) || (path && strstr(path, "/.prepsite-")) ? OPEN : READ;
}

static int is_number_below(int number) {
    char link[64], path[PATH_MAX];
    if (!length) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", number);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return is_below(path);
}

/* 0: go on; 1: fail; 2: die after the call. */
static int strikes(int kind, int counted) {
    if (!counted) return 0;
    counts[kind]++;
    if (kind != wanted || counts[kind] != nth) return 0;
    if (fault == -1) kill(getpid(), SIGKILL);
    if (fault > 0) { errno = fault; return 1; }
    return fault == -2 ? 2 : 0;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)
#define CALL(type, kind, counted, call) \
    int how = strikes(kind, counted); \
    if (how == 1) return -1; \
    type done = call; \
    if (how == 2) kill(getpid(), SIGKILL); \
    return done

#define OPENED(name, symbol) \
    int name(const char *path, int flags, ...) { \
        REAL(int, symbol, const char *, int, ...); \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        CALL(int, opening(path, flags), is_below(path), real(path, flags, mode)); }
OPENED(open, "open")
OPENED(open64, "open64")

#define OPENED_AT(name, symbol) \
    int name(int at, const char *path, int flags, ...) { \
        REAL(int, symbol, int, const char *, int, ...); \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        CALL(int, opening(path, flags), is_below(path), real(at, path, flags, mode)); }
OPENED_AT(openat, "openat")
OPENED_AT(openat64, "openat64")

ssize_t write(int number, const void *bytes, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    CALL(ssize_t, WRITE, is_number_below(number), real(number, bytes, size));
}
int fsync(int number) {
    REAL(int, "fsync", int);
    CALL(int, FSYNC, is_number_below(number), real(number));
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    CALL(int, RENAME, is_below(to), real(from, to));
}
int renameat2(int at, const char *from, int to_at, const char *to, unsigned flags) {
    REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
    CALL(int, RENAME, is_below(to), real(at, from, to_at, to, flags));
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    CALL(int, LINK, is_below(to), real(from, to));
}
int linkat(int at, const char *from, int to_at, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    CALL(int, LINK, is_below(to), real(at, from, to_at, to, flags));
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    CALL(int, UNLINK, is_below(path), real(path));
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    CALL(int, MKDIR, is_below(path), real(path, mode));
}
int chmod(const char *path, mode_t mode) {
    REAL(int, "chmod", const char *, mode_t);
    CALL(int, CHMOD, is_below(path), real(path, mode));
}
