// How fast this machine copies memory: the measure that all speeds are told against.
#ifndef KR_CMD_BANDWIDTH_H
#define KR_CMD_BANDWIDTH_H

// Bytes per second of a copy between two large arrays by `threads` threads; bytes read
// and bytes written both count. The best of a few rounds; 0 without memory.
double kr_copy_bandwidth(int threads);

#endif
