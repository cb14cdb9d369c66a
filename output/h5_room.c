// Room on disk for a file that grows.
#include "output/h5.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

// The file's descriptor, or -1.
static int descriptor(const struct kr_h5 *self)
{
    void *handle = NULL;
    if (self->file < 0 || H5Fget_vfd_handle(self->file, H5P_DEFAULT, &handle) < 0) {
        (void)H5Eclear2(H5E_DEFAULT);
        return -1;
    }
    return *(const int *)handle;
}

static void fail_room(struct kr_h5 *self, double room, int64_t bytes)
{
    kr_h5_fail_code(
        self, KR_ERR_DISK_FULL,
        "%s: there is room for %.1f MB and the next quarter may need %.1f MB; "
        "stopped before it",
        self->name, room / 1e6, (double)bytes / 1e6);
}

// Room for a file to grow: on the disk, where what was reserved for the last quarter and
// not used counts too, and under the limit on the size of files; in bytes.
static double room_left(int file, const struct stat *now)
{
    struct statvfs disk;
    struct rlimit limit;
    double room = HUGE_VAL;
    if (fstatvfs(file, &disk) == 0) {
        const double reserved = (double)now->st_blocks * 512 - (double)now->st_size;
        room = (double)disk.f_bavail * (double)disk.f_frsize + fmax(reserved, 0);
    }
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
        room = fmin(room, (double)limit.rlim_cur - (double)now->st_size);
    }
    return room;
}

void kr_h5_reserve(struct kr_h5 *self, int64_t bytes)
{
    struct stat now;
    const int file = self->code == KR_OK ? descriptor(self) : -1;
    if (file < 0 || fstat(file, &now) != 0) {
        return;
    }
    const double room = room_left(file, &now);
    if (room < (double)bytes ||
        (fallocate(file, FALLOC_FL_KEEP_SIZE, now.st_size, bytes) != 0 &&
         (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))) {
        fail_room(self, room, bytes);
    }
}

void kr_h5_release(const struct kr_h5 *self)
{
    struct stat now;
    const int file = descriptor(self);
    if (file >= 0 && fstat(file, &now) == 0) {
        (void)!ftruncate(file, now.st_size);
    }
}
