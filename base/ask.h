// Asking memory for what will be read, or written, soon: where a loop knows its next
// rows, their cache misses can overlap.
#ifndef KR_BASE_ASK_H
#define KR_BASE_ASK_H

// The empty assembly keeps the request: compilers drop a function that does nothing else.
static inline void kr_ask(const void *address)
{
    __builtin_prefetch(address);
    __asm__ volatile("" : : "r"(address));
}

static inline void kr_ask_to_write(const void *address)
{
    __builtin_prefetch(address, 1);
    __asm__ volatile("" : : "r"(address));
}

#endif
