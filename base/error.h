// Error codes, their messages, and checks that are always on.
#ifndef KR_BASE_ERROR_H
#define KR_BASE_ERROR_H

#define KR_MUST_CHECK __attribute__((warn_unused_result))

// X(name, value, message). One list: the enum, the messages and the test come from it.
#define KR_ERROR_LIST(X)                                                         \
    X(KR_OK, 0, "no error")                                                      \
    X(KR_ERR_NO_MEMORY, -1, "not enough memory")                                 \
    X(KR_ERR_RANGE, -2, "a value is out of its range")                           \
    X(KR_ERR_IO, -100, "a file could not be read or written")                    \
    X(KR_ERR_NO_FILE, -101, "a file does not exist or cannot be opened")         \
    X(KR_ERR_DISK_FULL, -102, "the disk is full")                                \
    X(KR_ERR_FORMAT, -103, "a file does not have the documented layout")         \
    X(KR_ERR_EXISTS, -104, "the output file exists already")                     \
    X(KR_ERR_INPUT, -200, "the input has mistakes; see the list of diagnostics") \
    X(KR_ERR_FULL, -201, "a table has no room for another row")                  \
    X(KR_ERR_BOOKS, -300, "the books of the quarter do not balance")             \
    X(KR_ERR_STOPPED, -301, "stopped on request")                                \
    X(KR_ERR_UNPAIRED, -302, "the two worlds do not share their draws")

#define KR_ERROR_ENUM(name, value, message) name = (value),
enum kr_error { KR_ERROR_LIST(KR_ERROR_ENUM) };
#undef KR_ERROR_ENUM

// The message of a code, never NULL.
const char *kr_error_message(int code);

// Raises `code`: returns it, and prints where it was raised when KRAPTE_TRACE is set in
// the environment. A debugger can break here.
int kr_error_trace(int code, const char *file, int line);
#define KR_ERROR(code) kr_error_trace((code), __FILE__, __LINE__)

// Stops the program: a promise inside the program is broken. Cheap conditions only.
_Noreturn void kr_bug(const char *condition, const char *file, int line);
#define KR_BUG_IF(condition) \
    ((condition) ? kr_bug(#condition, __FILE__, __LINE__) : (void)0)

#endif
