#include "cmd/machine.h"

#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { LINE_SIZE = 512, PATH_SIZE = 1024 };

// The number behind `key` at the start of a line of a file; -1 when there is none.
static int64_t read_number(const char *name, const char *key)
{
    FILE *file = fopen(name, "r");
    if (file == NULL) {
        return -1;
    }
    int64_t value = -1;
    char line[LINE_SIZE];
    const size_t length = strlen(key);
    while (value < 0 && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, key, length) == 0) {
            char *end;
            const int64_t number = strtoll(line + length, &end, 10);
            value = end == line + length ? -1 : number;
        }
    }
    (void)fclose(file);
    return value;
}

static int64_t read_kilobytes(const char *name, const char *key)
{
    const int64_t kilobytes = read_number(name, key);
    return kilobytes < 0 ? -1 : kilobytes * 1024;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

// The two versions of control groups: where they are, and how their files are called.
struct group_files {
    const char *root;
    const char *limit;
    const char *current;
    const char *inactive; // key in memory.stat: file pages that can be dropped at once
};

static const struct group_files VERSION_1 = {
    "/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
    "total_inactive_file"};
static const struct group_files VERSION_2 = {"/sys/fs/cgroup", "memory.max",
                                             "memory.current", "inactive_file"};

// What one control group leaves to us, -1 when it sets no limit.
static int64_t group_room(const char *path, const struct group_files *files)
{
    char name[PATH_SIZE + 64];
    snprintf(name, sizeof name, "%s/%s", path, files->limit);
    const int64_t most = read_number(name, "");
    snprintf(name, sizeof name, "%s/%s", path, files->current);
    const int64_t used = read_number(name, "");
    if (most < 0 || used < 0) {
        return -1;
    }
    snprintf(name, sizeof name, "%s/memory.stat", path);
    const int64_t inactive = read_number(name, files->inactive);
    const int64_t room = most - used + (inactive > 0 ? inactive : 0);
    return room > 0 ? room : 0;
}

// The least room in a group of this process and all groups above it.
static int64_t group_tree_room(const char *group, const struct group_files *files)
{
    char path[PATH_SIZE];
    const int length = snprintf(path, sizeof path, "%s%s", files->root, group);
    int64_t room = -1;
    while (length < PATH_SIZE && strlen(path) >= strlen(files->root)) {
        room = least(room, group_room(path, files));
        *strrchr(path, '/') = '\0';
    }
    return room;
}

static int64_t groups_room(void)
{
    // Inside a container the groups named below may not be visible, but the root is.
    int64_t room =
        least(group_tree_room("", &VERSION_1), group_tree_room("", &VERSION_2));
    FILE *file = fopen("/proc/self/cgroup", "r");
    if (file == NULL) {
        return room;
    }
    char line[LINE_SIZE];
    while (fgets(line, sizeof line, file) != NULL) {
        // Lines are "number:controllers:group".
        line[strcspn(line, "\n")] = '\0';
        const char *kind = strchr(line, ':');
        if (kind != NULL && strncmp(kind, "::", 2) == 0) {
            room = least(room, group_tree_room(kind + 2, &VERSION_2));
        } else if (kind != NULL && strncmp(kind, ":memory:", 8) == 0) {
            room = least(room, group_tree_room(kind + 8, &VERSION_1));
        }
    }
    (void)fclose(file);
    return room;
}

static int64_t own_limit_room(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return -1;
    }
    const int64_t used = read_kilobytes("/proc/self/status", "VmSize:");
    const int64_t room = (int64_t)limit.rlim_cur - (used > 0 ? used : 0);
    return room > 0 ? room : 0;
}

int64_t kr_memory_available(void)
{
    const int64_t system = read_kilobytes("/proc/meminfo", "MemAvailable:");
    return least(least(system, groups_room()), own_limit_room());
}

int64_t kr_memory_used(void)
{
    const int64_t bytes = read_kilobytes("/proc/self/status", "VmRSS:");
    return bytes > 0 ? bytes : 0;
}

int64_t kr_memory_peak(void)
{
    const int64_t bytes = read_kilobytes("/proc/self/status", "VmHWM:");
    return bytes > 0 ? bytes : 0;
}

void kr_memory_forget_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (file != NULL) {
        fputs("5\n", file);
        (void)fclose(file);
    }
}

int64_t kr_disk_available(const char *file)
{
    char path[PATH_SIZE];
    if (snprintf(path, sizeof path, "%s", file) >= (int)sizeof path) {
        return -1;
    }
    // The nearest folder that exists: the others will be made.
    struct statvfs disk;
    const char *folder = path;
    while (statvfs(folder, &disk) != 0) {
        if (strcmp(folder, ".") == 0 || strcmp(folder, "/") == 0) {
            return -1;
        }
        folder = dirname(path);
        if (folder != path) {
            snprintf(path, sizeof path, "%s", folder);
        }
    }
    return (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
}
