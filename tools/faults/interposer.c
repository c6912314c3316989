/* Stands between a program and the kernel, preloaded by tools/faults/interposer.py: counts the calls that change what
 * stands in one folder, writes them down, and makes the n-th fail or be the last.
 *
 * faults_arm(folder, at, error, lasting, record)
 *   at       the call that fails, from 1; 0 for none
 *   error    what it says; 0 kills the process instead
 *   lasting  whether all later calls fail too; a full disk then still takes half of the write at which it became full
 *   record   where each call that was made is written down, as a line and the bytes of a write; -1 for nowhere
 * faults_disarm()  the number of calls since
 * faults_struck()  which call failed, the first if several did; "" for none
 * faults_mark()    writes down that the program has just promised something
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long armed, failing_at, seen;
static int said, lasts, record = -1;
static const char *struck = "";

void faults_arm(const char *watched, long at, int error, int lasting, int to)
{
    snprintf(folder, sizeof folder, "%s", watched);
    failing_at = at, said = error, lasts = lasting, record = to;
    seen = 0, struck = "";
    armed = 1;
}

long faults_disarm(void)
{
    armed = 0;
    return seen;
}

const char *faults_struck(void)
{
    return struck;
}

static void write_down(const char *call, long file, long offset, long size, const char *path, const char *to)
{
    char line[2 * PATH_MAX + 128];
    if (record >= 0) {
        int length = snprintf(line, sizeof line, "%s\t%ld\t%ld\t%ld\t%s\t%s\n", call, file, offset, size, path, to);
        syscall(SYS_write, record, line, (size_t)length);
    }
}

void faults_mark(void)
{
    if (armed)
        write_down("mark", 0, 0, 0, "", "");
}

/* A full path where it is the folder or in it, else NULL. */
static const char *ours(const char *path, char *full)
{
    size_t length = strlen(folder);
    if (!armed)
        return NULL;
    if (path[0] == '/')
        snprintf(full, PATH_MAX, "%s", path);
    else if (syscall(SYS_getcwd, full, PATH_MAX) > 0 && strlen(full) + strlen(path) + 2 < PATH_MAX)
        strcat(strcat(full, "/"), path);
    else
        return NULL;
    return strncmp(full, folder, length) == 0 && (full[length] == '/' || full[length] == '\0') ? full : NULL;
}

static const char *opened(int handle, char *full)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = armed ? readlink(link, path, sizeof path - 1) : -1;
    if (length < 0)
        return NULL;
    path[length] = '\0';
    return path[0] == '/' ? ours(path, full) : NULL;
}

static long number(int handle)
{
    struct stat found;
    return fstat(handle, &found) == 0 ? (long)found.st_ino : -1;
}

/* Whether this call is to fail; a full disk still lets go of things. */
static int fails(const char *call, int needs_room)
{
    seen++;
    if (!failing_at || (lasts ? seen < failing_at : seen != failing_at) || (said == ENOSPC && !needs_room))
        return 0;
    if (!said)
        kill(getpid(), SIGKILL);
    if (!*struck)
        struck = call;
    errno = said;
    return 1;
}

static ssize_t put(int handle, const void *data, size_t size, off_t offset, int moves)
{
    char full[PATH_MAX];
    const char *path = opened(handle, full);
    if (path && fails("write", 1)) {
        if (!(said == ENOSPC && lasts && seen == failing_at && size > 1))
            return -1;
        size /= 2;
    }
    ssize_t done = moves ? syscall(SYS_write, handle, data, size) : syscall(SYS_pwrite64, handle, data, size, offset);
    if (path && done > 0) {
        write_down("write", number(handle), moves ? lseek(handle, 0, SEEK_CUR) - done : offset, done, path, "");
        if (record >= 0)
            syscall(SYS_write, record, data, (size_t)done);
    }
    return done;
}

ssize_t write(int handle, const void *data, size_t size) { return put(handle, data, size, 0, 1); }
ssize_t pwrite(int handle, const void *data, size_t size, off_t offset) { return put(handle, data, size, offset, 0); }
ssize_t pwrite64(int handle, const void *data, size_t size, off_t offset) { return put(handle, data, size, offset, 0); }

static int enter(int at, const char *path, int flags, mode_t mode)
{
    char full[PATH_MAX];
    const char *found = ours(path, full);
    int stood = found && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    if (found && fails("open", (flags & O_CREAT) && !stood))
        return -1;
    int handle = (int)syscall(SYS_openat, at, path, flags, mode);
    if (found && handle >= 0) {
        const char *call = !stood ? "create" : flags & O_TRUNC ? "truncate" : "open";
        write_down(call, number(handle), 0, 0, found, "");
    }
    return handle;
}

#define MODE(flags, mode)                      \
    mode_t mode = 0;                           \
    if ((flags) & (O_CREAT | O_TMPFILE)) {     \
        va_list rest;                          \
        va_start(rest, flags);                 \
        mode = (mode_t)va_arg(rest, unsigned); \
        va_end(rest);                          \
    }

int open(const char *path, int flags, ...) { MODE(flags, mode) return enter(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return enter(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags, mode) return enter(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, mode) return enter(at, path, flags, mode); }

static int sync_now(int handle, long call)
{
    char full[PATH_MAX];
    const char *path = opened(handle, full);
    if (path && fails("sync", 1)) /* room may be found wanting as late as here */
        return -1;
    int result = (int)syscall(call, handle);
    if (path && result == 0)
        write_down("sync", number(handle), 0, 0, path, "");
    return result;
}

int fsync(int handle) { return sync_now(handle, SYS_fsync); }
int fdatasync(int handle) { return sync_now(handle, SYS_fdatasync); }

int ftruncate(int handle, off_t size)
{
    char full[PATH_MAX];
    const char *path = opened(handle, full);
    if (path && fails("truncate", 0))
        return -1;
    int result = (int)syscall(SYS_ftruncate, handle, size);
    if (path && result == 0)
        write_down("truncate", number(handle), 0, size, path, "");
    return result;
}

int ftruncate64(int handle, off_t size) { return ftruncate(handle, size); }

static int named(const char *call, const char *path, const char *to, int needs_room, long done_by, int flags)
{
    char full[PATH_MAX], other[PATH_MAX] = "";
    const char *found = ours(path, full);
    if (to)
        ours(to, other);
    if (found && fails(call, needs_room))
        return -1;
    int result = done_by == SYS_unlinkat  ? (int)syscall(done_by, AT_FDCWD, path, flags)
                 : done_by == SYS_mkdirat ? (int)syscall(done_by, AT_FDCWD, path, flags)
                                          : (int)syscall(done_by, AT_FDCWD, path, AT_FDCWD, to, flags);
    if (found && result == 0)
        write_down(call, 0, 0, 0, found, other);
    return result;
}

int link(const char *path, const char *to) { return named("link", path, to, 1, SYS_linkat, 0); }
int rename(const char *path, const char *to) { return named("rename", path, to, 1, SYS_renameat2, 0); }
int unlink(const char *path) { return named("unlink", path, NULL, 0, SYS_unlinkat, 0); }
int mkdir(const char *path, mode_t mode) { return named("mkdir", path, NULL, 1, SYS_mkdirat, (int)mode); }
