// What the machine has: memory, disk, time.
#ifndef KR_CMD_MACHINE_H
#define KR_CMD_MACHINE_H

#include <stdint.h>

// Bytes that this process may still take: the least of what the system has available,
// what the control groups of the process allow, and its own limit (ulimit -v). -1 when
// nothing is known.
int64_t kr_memory_available(void);

// Bytes of memory this process holds now, and the most it held.
int64_t kr_memory_used(void);
int64_t kr_memory_peak(void);

// Lets the peak begin anew from what is held now, where the system can.
void kr_memory_forget_peak(void);

// Bytes free for us on the disk of `file` (of its folder when it does not exist yet); -1
// when unknown.
int64_t kr_disk_available(const char *file);

#endif
