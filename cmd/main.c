// The program people type: `krapte COMMAND ...`.
#include "base/diag.h"
#include "base/error.h"
#include "cmd/command.h"

#include <argp.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct kr_command COMMANDS[] = {
    {"run", "live a scenario and write the result file", kr_run_main},
    {"fork", "go on with the world of a checkpoint under another scenario", kr_fork_main},
    {"compare", "what one scenario changes against another, with the same draws",
     kr_compare_main},
    {"loops", "gain of the feedback loops, by experiment", kr_loops_main},
    {"check", "read a scenario, say what it would do, list its mistakes", kr_check_main},
    {"population", "make the starting world once and keep it", kr_population_main},
    {"describe", "parameters, policies, outputs and other lists", kr_describe_main},
    {"show", "main figures and picture of a result file", kr_show_main},
    {"report", "a page to read in a browser: figures, charts, tables", kr_report_main},
    {"digest", "hashes of a result file", kr_digest_main},
    {"bench", "measure speed and memory on this machine", kr_bench_main},
};

enum { COMMAND_COUNT = sizeof COMMANDS / sizeof COMMANDS[0] };

static void print_overview(FILE *out)
{
    fputs("Usage: krapte COMMAND [ARGUMENT...]\n"
          "Krapte follows every person and every employer of a country, quarter by\n"
          "quarter, to show what a measure against labour shortage really does.\n\n",
          out);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "  %-12s%s\n", COMMANDS[i].name, COMMANDS[i].summary);
    }
    fputs("  help        explain a command: krapte help run\n\n"
          "To begin:   krapte run scenarios/village/baseline.yaml\n"
          "Options of a command: krapte COMMAND --help.   Version: krapte --version\n\n"
          "Exit status: 0 done; 1 the run failed (disk, input or output); 2 wrong usage\n"
          "or scenario, output exists, or too little memory or disk; 3 stopped on\n"
          "request; 4 the books did not balance.\n",
          out);
}

static const struct kr_command *find_command(const char *name)
{
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(COMMANDS[i].name, name) == 0) {
            return &COMMANDS[i];
        }
    }
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++) {
        names[i] = COMMANDS[i].name;
    }
    fprintf(stderr, "krapte: there is no command '%s'", name);
    const char *near = kr_nearest(name, names, COMMAND_COUNT);
    if (near != NULL) {
        fprintf(stderr, "; did you mean '%s'?", near);
    }
    fputs("\nTry 'krapte help'.\n", stderr);
    return KR_EXIT_USAGE;
}

// Runs a command under the name "krapte NAME", so that its help and messages say so.
static int run_command(const struct kr_command *command, int argc, char **argv)
{
    char title[64];
    snprintf(title, sizeof title, "krapte %s", command->name);
    argv[0] = title;
    const int status = command->run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "%s: cannot write to standard output\n", title);
        return status == KR_EXIT_DONE ? KR_EXIT_FAILED : status;
    }
    return status;
}

static int explain(int argc, char **argv)
{
    if (argc < 3) {
        print_overview(stdout);
        return KR_EXIT_DONE;
    }
    const struct kr_command *command = find_command(argv[2]);
    if (command == NULL) {
        return unknown_command(argv[2]);
    }
    char help[] = "--help";
    char *words[] = {NULL, help, NULL};
    return run_command(command, 2, words);
}

enum kr_exit kr_exit_of(int code)
{
    switch (code) {
    case KR_OK:
        return KR_EXIT_DONE;
    case KR_ERR_STOPPED:
        return KR_EXIT_STOPPED;
    case KR_ERR_BOOKS:
        return KR_EXIT_BOOKS;
    case KR_ERR_INPUT:
    case KR_ERR_EXISTS:
    case KR_ERR_FORMAT:
    case KR_ERR_RANGE:
    case KR_ERR_UNPAIRED:
        return KR_EXIT_USAGE;
    default:
        return KR_EXIT_FAILED;
    }
}

int main(int argc, char **argv)
{
    // Only the alphabet of the terminal: numbers keep their decimal point.
    (void)setlocale(LC_CTYPE, "");
    argp_err_exit_status = KR_EXIT_USAGE;
    argp_program_version = "krapte " KR_VERSION;

    if (argc < 2) {
        print_overview(stderr);
        return KR_EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 ||
        strcmp(name, "-h") == 0 || strcmp(name, "-?") == 0) {
        return explain(argc, argv);
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        puts(argp_program_version);
        return KR_EXIT_DONE;
    }
    const struct kr_command *command = find_command(name);
    if (command == NULL) {
        return unknown_command(name);
    }
    return run_command(command, argc - 1, argv + 1);
}
