// The commands of the program and what they return.
#ifndef KR_CMD_COMMAND_H
#define KR_CMD_COMMAND_H

#include <stddef.h>

// Exit status: a contract with scripts.
enum kr_exit {
    KR_EXIT_DONE = 0,
    KR_EXIT_FAILED = 1,  // the run failed: disk, input or output
    KR_EXIT_USAGE = 2,   // wrong usage or scenario; nothing was written
    KR_EXIT_STOPPED = 3, // stopped on request; finished quarters are in the file
    KR_EXIT_BOOKS = 4,   // the books did not balance
};

// One command: `argv[0]` is "krapte NAME", for messages.
struct kr_command {
    const char *name;
    const char *summary; // one line, for the overview
    int (*run)(int argc, char **argv);
};

int kr_bench_main(int argc, char **argv);
int kr_check_main(int argc, char **argv);
int kr_compare_main(int argc, char **argv);
int kr_describe_main(int argc, char **argv);
int kr_digest_main(int argc, char **argv);
int kr_fork_main(int argc, char **argv);
int kr_loops_main(int argc, char **argv);
int kr_population_main(int argc, char **argv);
int kr_report_main(int argc, char **argv);
int kr_run_main(int argc, char **argv);
int kr_show_main(int argc, char **argv);

// The exit status that answers to an error code.
enum kr_exit kr_exit_of(int code);

#endif
